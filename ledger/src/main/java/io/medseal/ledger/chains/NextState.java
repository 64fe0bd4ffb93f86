package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.states.StateHash;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a statement makes of a keyring: for who is about to sign it, and has to say so. Nothing is
 * checked of who signs.
 */
public final class NextState {
  private NextState() {}

  /**
   * The statement with the hash of the state that follows from it. Where none follows it says what
   * is not true, and whoever verifies it refuses it for its own reason.
   *
   * @param before the keyring after the statement before; empty for the first
   * @param named every keyring that the statement names, at the head that it names
   */
  public static Statement said(
      Optional<KeyringState> before,
      Statement statement,
      BiFunction<KeyringId, StatementHash, Optional<KeyringState>> named) {
    return after(before, statement, StatementHash.NONE, named)
        .map(StateHash::of)
        .map(state -> new Statement(statement.header().saying(state), statement.change()))
        .orElse(statement);
  }

  /**
   * The keyring after it; empty where no state follows from it.
   *
   * @param hash of the statement
   */
  public static Optional<KeyringState> after(
      Optional<KeyringState> before,
      Statement statement,
      StatementHash hash,
      BiFunction<KeyringId, StatementHash, Optional<KeyringState>> named) {
    Naming naming = new Naming(before.orElse(null), statement, heads(named)::place);
    try {
      naming.noteHeads();
      naming.noteSeals();
      return Optional.of(
          after(before.orElse(null), statement, hash, UnaryOperator.identity(), naming));
    } catch (LedgerException _) {
      return Optional.empty();
    }
  }

  /** Where all that it names has been noted. */
  static KeyringState after(
      @Nullable KeyringState before,
      Statement statement,
      StatementHash hash,
      UnaryOperator<Bytes> sealed,
      Naming naming) {
    if (statement.change() instanceof Change.Create create) {
      return Creation.created(statement.header(), create, hash, sealed, naming.named());
    }
    if (before == null) {
      throw new LedgerException.BrokenChain("create stands first in a chain, and only there");
    }
    return Transition.apply(before, statement, hash, sealed, naming.named());
  }

  private static NamedHeads heads(
      BiFunction<KeyringId, StatementHash, Optional<KeyringState>> named) {
    return new NamedHeads() {
      @Override
      public Optional<KeyringState> at(KeyringId keyring, StatementHash head) {
        return named.apply(keyring, head);
      }

      @Override
      public Optional<Instant> followedAt(KeyringId keyring, StatementHash head) {
        return Optional.empty();
      }
    };
  }
}
