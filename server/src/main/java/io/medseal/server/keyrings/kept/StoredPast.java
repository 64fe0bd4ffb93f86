package io.medseal.server.keyrings.kept;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.Earlier;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.trees.History;
import io.medseal.ledger.trees.MerkleTree;
import io.medseal.server.platform.faults.DamagedException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What was before the state that a chain is gone on with from, by the rows of the database. Nothing
 * counts that does not lead into the tree of statements that this state knows: other rows are
 * damaged ones.
 */
final class StoredPast implements Earlier {
  private final KeptStates kept;
  private final JdbcClient queries;
  private final KeyringId keyring;
  private final History history;

  /**
   * @param history all statements that were before
   */
  StoredPast(KeptStates kept, JdbcClient queries, KeyringId keyring, History history) {
    this.kept = kept;
    this.queries = queries;
    this.keyring = keyring;
    this.history = history;
  }

  @Override
  public OptionalInt seq(StatementHash head) {
    return whole(
        () -> {
          List<Integer> found =
              queries
                  .sql("select seq from statements where keyring = :keyring and hash = :hash")
                  .param("keyring", keyring.hex())
                  .param("hash", head.hex())
                  .query(Integer.class)
                  .list();
          if (found.isEmpty() || found.getFirst() >= history.size()) {
            return OptionalInt.empty();
          }
          require(found.getFirst(), head);
          return OptionalInt.of(found.getFirst());
        });
  }

  @Override
  public Instant time(int seq) {
    return whole(
        () -> {
          Bytes payload = KeptStates.payload(queries, keyring, seq);
          require(seq, StatementCodec.hashOfPayload(payload));
          return StatementCodec.parse(payload).header().time();
        });
  }

  @Override
  public KeyringState state(int seq) {
    return whole(
        () -> {
          KeyringState state = kept.past(queries, keyring, seq);
          require(seq, state.head());
          return state;
        });
  }

  /** That this is the statement of that number. */
  private void require(int seq, StatementHash hash) {
    StoredTree tree = new StoredTree(queries, keyring, StoredTree.Of.STATEMENTS);
    int size = history.size();
    if (!leads(seq, hash, tree.path(size, seq))
        && !leads(seq, hash, tree.pathByLeaves(size, seq))) {
      throw new DamagedException("a stored statement is not of its chain", null);
    }
  }

  private boolean leads(int seq, StatementHash hash, List<Sha256> path) {
    return MerkleTree.contains(
        history.root(), history.size(), seq, MerkleTree.leaf(hash.bytes()), path);
  }

  /** No caller is at fault for what is stored. */
  private static <T> T whole(Supplier<T> look) {
    try {
      return look.get();
    } catch (LedgerException e) {
      throw new DamagedException("what is stored of a chain's past does not fit", e);
    }
  }
}
