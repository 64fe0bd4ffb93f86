package io.medseal.server.keyrings;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.Announced;
import io.medseal.ledger.envelopes.Commitment;
import io.medseal.ledger.envelopes.EnvelopeName;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Sealed;
import io.medseal.ledger.trees.MerkleTree;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.faults.DamagedException;
import io.medseal.server.platform.http.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Envelopes beside the chains that announce them (spec/keyrings.md section 4). */
final class EnvelopeRows {
  private static final int HEX_DIGITS = 2 * Sha256.BYTES;

  private EnvelopeRows() {}

  /**
   * One envelope as it is kept.
   *
   * @param path from its leaf to the root that its statement announces
   */
  record Row(EnvelopeName name, Bytes envelope, List<Sha256> path) {
    /** As it counts to the account that brought it. */
    int bytes() {
      return envelope.size() + path.size() * Sha256.BYTES;
    }

    /** Whether it is the one announced. */
    boolean isOf(Announced announced) {
      return name.equals(announced.name())
          && announced
              .commitment()
              .isOf(name.recipient(), name.recipientGeneration(), envelope, path);
    }

    private static Row of(ResultSet row, int number) throws SQLException {
      String path = row.getString(6);
      List<Sha256> nodes = new ArrayList<>();
      for (int at = 0; at < path.length(); at += HEX_DIGITS) {
        nodes.add(new Sha256(path.substring(at, Math.min(path.length(), at + HEX_DIGITS))));
      }
      return new Row(
          new EnvelopeName(
              new KeyringId(row.getString(1)),
              row.getInt(2),
              new KeyringId(row.getString(3)),
              row.getInt(4)),
          DamagedException.bytes(row.getString(5)),
          List.copyOf(nodes));
    }
  }

  /**
   * Compares what was brought along with what statements announce.
   *
   * @param announced in the order in which they are brought along
   * @throws ProblemException {@code malformed} if there are more or fewer, {@code digest-mismatch}
   *     if they are others
   * @throws io.medseal.ledger.LedgerException if one has not the layout of an envelope
   */
  static List<Row> of(List<Announced> announced, List<Bytes> brought) {
    if (announced.size() != brought.size()) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    brought.forEach(Sealed::requireEnvelope);
    List<Row> rows = new ArrayList<>();
    while (rows.size() < announced.size()) {
      int from = rows.size();
      int to = from + announced.get(from).commitment().size();
      rows.addAll(ofTree(announced.subList(from, to), brought.subList(from, to)));
    }
    return rows;
  }

  private static List<Row> ofTree(List<Announced> announced, List<Bytes> brought) {
    List<Sha256> leaves = new ArrayList<>();
    for (int i = 0; i < brought.size(); i++) {
      EnvelopeName name = announced.get(i).name();
      leaves.add(Commitment.leaf(name.recipient(), name.recipientGeneration(), brought.get(i)));
    }
    MerkleTree tree = MerkleTree.of(leaves);
    if (!tree.root().equals(announced.getFirst().commitment().root())) {
      throw ProblemException.of(ProblemType.DIGEST_MISMATCH);
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < brought.size(); i++) {
      rows.add(new Row(announced.get(i).name(), brought.get(i), tree.path(i)));
    }
    return rows;
  }

  /** Writes those that a statement announces; where one is sealed again, the newer one counts. */
  static void write(JdbcClient sql, Written entry) {
    if (entry.statement().change() instanceof Change.SetMember) {
      entry.envelopes().forEach(row -> makeRoom(sql, row.name()));
    }
    entry.envelopes().forEach(row -> insert(sql, row));
  }

  private static void insert(JdbcClient sql, Row row) {
    insertion(
            sql,
            row,
            """
            insert into envelopes
              (keyring, generation, recipient, recipient_generation, envelope, path)
            values (:keyring, :generation, :recipient, :recipient_generation, :envelope, :path)\
            """)
        .update();
  }

  private static JdbcClient.StatementSpec insertion(JdbcClient sql, Row row, String insert) {
    EnvelopeName name = row.name();
    return sql.sql(insert)
        .param("keyring", name.keyring().hex())
        .param("generation", name.generation())
        .param("recipient", name.recipient().hex())
        .param("recipient_generation", name.recipientGeneration())
        .param("envelope", row.envelope().base64Url())
        .param("path", String.join("", row.path().stream().map(Sha256::hex).toList()));
  }

  /** What a statement that was given back seals again: the older envelopes count no more. */
  static void forgetReplaced(JdbcClient sql, Written entry) {
    if (entry.statement().change() instanceof Change.SetMember) {
      Announced.by(entry.statement().change(), entry.state())
          .forEach(announced -> makeRoom(sql, announced.name()));
    }
  }

  /**
   * One that was given back, where it is what that keyring's statements announce.
   *
   * @param generations of the keyring, by number
   */
  static Optional<Row> announced(
      KeyringId keyring,
      IntFunction<Optional<Generation>> generations,
      Statements.FoundEnvelope found) {
    EnvelopeName name =
        new EnvelopeName(
            found.keyring(), found.generation(), found.recipient(), found.recipientGeneration());
    Row row = new Row(name, found.envelope(), List.copyOf(found.path()));
    return announcement(keyring, generations, name).filter(row::isOf).map(_ -> row);
  }

  private static Optional<Announced> announcement(
      KeyringId keyring, IntFunction<Optional<Generation>> generations, EnvelopeName name) {
    if (name.recipient().equals(keyring)) {
      return generations
          .apply(name.recipientGeneration())
          .flatMap(from -> from.previous().map(back -> Announced.wayBack(keyring, from, back)));
    }
    return generations
        .apply(name.generation())
        .flatMap(
            made ->
                Optional.ofNullable(made.sealedTo().get(name.recipient()))
                    .map(given -> Announced.to(keyring, made, name.recipient(), given)));
  }

  /** Writes one that {@code account} gave back, where there is none yet; it counts to it. */
  static void giveBack(JdbcClient sql, Row row, KeyringId account, Instant now) {
    insertion(
            sql,
            row,
            """
            insert into envelopes
              (keyring, generation, recipient, recipient_generation, envelope, path,
               returned_by, written, bytes)
            values (:keyring, :generation, :recipient, :recipient_generation, :envelope, :path,
              :account, :now, :bytes)
            on conflict do nothing\
            """)
        .param("account", account.hex())
        .param("now", now.toEpochMilli())
        .param("bytes", row.bytes())
        .update();
  }

  private static void makeRoom(JdbcClient sql, EnvelopeName name) {
    sql.sql(
            """
            delete from envelopes
            where keyring = :keyring and generation = :generation and recipient = :recipient\
            """)
        .param("keyring", name.keyring().hex())
        .param("generation", name.generation())
        .param("recipient", name.recipient().hex())
        .update();
  }

  /** One by its name. */
  static Optional<Row> find(JdbcClient sql, EnvelopeName name) {
    return sql.sql(
            """
            select keyring, generation, recipient, recipient_generation, envelope, path
            from envelopes
            where keyring = :keyring and generation = :generation and recipient = :recipient
              and recipient_generation = :recipient_generation\
            """)
        .param("keyring", name.keyring().hex())
        .param("generation", name.generation())
        .param("recipient", name.recipient().hex())
        .param("recipient_generation", name.recipientGeneration())
        .query(Row::of)
        .optional();
  }

  /**
   * All of one keyring.
   *
   * @param broken is told the recipient of a row that can't be read
   */
  static void each(
      JdbcClient sql, String keyring, Consumer<Row> readable, Consumer<String> broken) {
    sql.sql(
            """
            select keyring, generation, recipient, recipient_generation, envelope, path
            from envelopes where keyring = :keyring\
            """)
        .param("keyring", keyring)
        .query(
            row -> {
              try {
                readable.accept(Row.of(row, 0));
              } catch (LedgerException | IllegalArgumentException | DamagedException _) {
                broken.accept(row.getString(3));
              }
            });
  }
}
