package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.states.StateHash;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Works out anew what held in the past of a chain that has been verified. Who signed, and whether
 * they might, is not asked: that it is the same past, only a path in the tree of its statements
 * tells.
 */
public final class Replay {
  private static final Bytes NOTHING = Bytes.of(new byte[0]);

  private Replay() {}

  /**
   * The keyring after a statement, without the note of its profile where it sets one.
   *
   * @param before the keyring before it; empty for the first
   * @param payload the statement's
   * @param heads where the heads stand that it names
   * @throws LedgerException if it does not follow, or says another state than follows from it
   */
  public static KeyringState next(
      Optional<KeyringState> before,
      KeyringId id,
      Bytes payload,
      BiFunction<KeyringId, StatementHash, HeadPlace> heads) {
    Statement statement = StatementCodec.parse(payload);
    Header header = statement.header();
    StatementHash previous = before.map(KeyringState::head).orElse(StatementHash.NONE);
    int seq = before.map(state -> state.seq() + 1).orElse(0);
    if (!header.keyring().equals(id)
        || header.seq() != seq
        || !header.previous().equals(previous)) {
      throw new LedgerException.BrokenChain("a statement does not follow the one before it");
    }
    Naming naming = new Naming(before.orElse(null), statement, heads);
    naming.noteHeads();
    naming.noteSeals();
    KeyringState next =
        NextState.after(
            before.orElse(null),
            statement,
            StatementCodec.hashOfPayload(payload),
            _ -> NOTHING,
            naming);
    if (!StateHash.of(next).equals(header.state())) {
      throw new LedgerException.InvalidChange("a statement says another state than follows");
    }
    return next;
  }
}
