package io.medseal.server.keyrings;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.statements.SignedObject;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signatures of statements, each once, read from the database one after the other. */
final class StoredSignatures extends AbstractList<Bytes> {
  private final JdbcClient queries;
  private final Map<String, Integer> places = new HashMap<>();
  private final List<String> ids = new ArrayList<>();

  StoredSignatures(JdbcClient queries) {
    this.queries = queries;
  }

  /** Takes in those of these statements; which are whose. */
  List<Integer> add(StoredStatements statements) {
    return statements.signatures().stream().map(this::place).toList();
  }

  /** Takes in that of one statement; which it is. */
  int placeOf(Bytes statement) {
    return place(SignedObject.digest(SignedObject.parse(statement).signatures()).hex());
  }

  private int place(String id) {
    return places.computeIfAbsent(
        id,
        _ -> {
          ids.add(id);
          return ids.size() - 1;
        });
  }

  @Override
  public Bytes get(int index) {
    return queries
        .sql("select object from signatures where id = :id")
        .param("id", ids.get(index))
        .query((row, _) -> Bytes.fromBase64Url(row.getString(1)))
        .optional()
        .orElseThrow(() -> new LedgerException.BrokenChain("stored signatures are missing"));
  }

  @Override
  public int size() {
    return ids.size();
  }
}
