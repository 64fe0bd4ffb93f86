package io.medseal.ledger.statements;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import java.util.List;

/** A statement of the right layout, with its bytes; nothing else about it is known. */
public record ReadStatement(Bytes bytes, SignedObject object, Statement statement) {

  /**
   * Reads one.
   *
   * @throws LedgerException.Malformed if it has another layout
   * @throws LedgerException.UnknownSuite if it is of another suite
   */
  public static ReadStatement of(Bytes bytes) {
    SignedObject object = SignedObject.parse(bytes);
    return new ReadStatement(bytes, object, StatementCodec.parse(object));
  }

  /** Reads them all, in their order, as {@link #of} does. */
  public static List<ReadStatement> all(List<Bytes> statements) {
    return statements.stream().map(ReadStatement::of).toList();
  }
}
