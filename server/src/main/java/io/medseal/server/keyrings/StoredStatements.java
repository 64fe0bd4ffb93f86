package io.medseal.server.keyrings;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.protocol.keyrings.SplitStatements;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The statements of a chain behind one of them, oldest first, read from the database a page at a
 * time and forgotten with the page: for somebody who goes through them in their order. What is
 * stored of a chain never changes. Not for use by several threads at once.
 */
final class StoredStatements extends AbstractList<Bytes> {
  /** A page is as many statements as fit, and at least one. */
  private static final int PAGE_BYTES = 64 * 1024;

  private final JdbcClient queries;
  private final KeyringId keyring;
  private final int first;
  private final int[] lengths;
  private int from;
  private List<Bytes> page = List.of();

  private StoredStatements(JdbcClient queries, KeyringId keyring, int first, int[] lengths) {
    this.queries = queries;
    this.keyring = keyring;
    this.first = first;
    this.lengths = lengths;
  }

  /**
   * Those that are there now.
   *
   * @param queries in use for as long as this is
   * @param after behind this number, −1 for all
   */
  static StoredStatements of(JdbcClient queries, KeyringId keyring, int after) {
    return of(queries, keyring, after, Integer.MAX_VALUE);
  }

  private static StoredStatements of(JdbcClient queries, KeyringId keyring, int after, int last) {
    int[] lengths =
        queries
            .sql(
                """
                select bytes from statements
                where keyring = :id and seq > :after and seq <= :last order by seq\
                """)
            .param("id", keyring.hex())
            .param("after", after)
            .param("last", last)
            .query(Integer.class)
            .list()
            .stream()
            .mapToInt(Integer::intValue)
            .toArray();
    return new StoredStatements(queries, keyring, after + 1, lengths);
  }

  /** That one alone. */
  static StoredStatements one(JdbcClient queries, KeyringId keyring, int seq) {
    return of(queries, keyring, seq - 1, seq);
  }

  /** The first so many of them. */
  StoredStatements until(int size) {
    return new StoredStatements(
        queries, keyring, first, Arrays.copyOf(lengths, Math.clamp(size, 0, lengths.length)));
  }

  /** How long they are together. */
  long bytes() {
    return Arrays.stream(lengths).asLongStream().sum();
  }

  @Override
  public int size() {
    return lengths.length;
  }

  @Override
  public Bytes get(int index) {
    if (index < from || index >= from + page.size()) {
      page = List.of();
      from = index;
      page = page(index, end(index));
    }
    if (index - from >= page.size()) {
      throw new LedgerException.BrokenChain("a stored statement is missing")
          .in(keyring.hex(), first + index);
    }
    Bytes found = page.get(index - from);
    if (index + 1 == lengths.length) {
      page = List.of();
    }
    return found;
  }

  private int end(int begin) {
    int end = begin + 1;
    long bytes = lengths[begin];
    while (end < lengths.length && bytes + lengths[end] <= PAGE_BYTES) {
      bytes += lengths[end];
      end++;
    }
    return end;
  }

  private List<Bytes> page(int begin, int end) {
    List<Bytes> found = rows(begin, end);
    return found.size() == end - begin ? found : List.of();
  }

  private List<Bytes> rows(int begin, int end) {
    return queries
        .sql(
            """
            select s.payload, signed.object from statements s
            left join signatures signed on signed.id = s.signatures
            where s.keyring = :id and s.seq >= :begin and s.seq < :end order by s.seq\
            """)
        .param("id", keyring.hex())
        .param("begin", first + begin)
        .param("end", first + end)
        .query((row, _) -> object(row.getString(1), row.getString(2)))
        .list();
  }

  /** A statement without its signatures, or with damaged ones, is one that does not verify. */
  static Bytes object(String payload, @Nullable String signatures) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    return SignedObject.joined(
        Bytes.of(bytes), Bytes.fromBase64Url(signatures == null ? "" : signatures));
  }

  /** As they are answered. */
  List<String> payloads() {
    return new AbstractList<>() {
      @Override
      public String get(int index) {
        return SplitStatements.payload(StoredStatements.this.get(index));
      }

      @Override
      public int size() {
        return StoredStatements.this.size();
      }
    };
  }

  /** By what the signatures of each are found, in their order. */
  List<String> signatures() {
    return queries
        .sql(
            """
            select signatures from statements
            where keyring = :id and seq >= :begin and seq < :end order by seq\
            """)
        .param("id", keyring.hex())
        .param("begin", first)
        .param("end", first + lengths.length)
        .query(String.class)
        .list();
  }
}
