package io.medseal.server.keyrings;

import io.medseal.ledger.chains.Base;
import io.medseal.ledger.chains.Shower;
import io.medseal.ledger.chains.VerifiedStates;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.states.StateDocument;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A long chain as it is answered to somebody who has nothing of it: begun at a later statement than
 * its first (spec/keyrings.md section 12).
 *
 * @param seq the number of the statement that it is begun at
 */
record Beginning(VerifiedStates chain, int seq) {
  /** Chains with fewer statements before are answered whole, if they are not larger than that. */
  static final int LONG = 64;

  private static final long LARGE = 16L * 1024 * 1024;

  /** Of a chain, where it is long enough, and most of it comes before, or it is large. */
  static Optional<Beginning> of(VerifiedStates chain) {
    return Shower.beginning(chain)
        .filter(
            seq ->
                (seq >= LONG && chain.state().seq() - seq < seq)
                    || (seq > 0 && chain.bytes() > LARGE))
        .map(seq -> new Beginning(chain, seq));
  }

  /**
   * Whose chains are needed to verify it: everybody who signs, and the ways that they name.
   *
   * @param sql where statements are looked up
   */
  Set<KeyringId> leansOn(JdbcClient sql) {
    Set<KeyringId> named = new LinkedHashSet<>();
    read(sql, statement -> addNamed(statement.header(), named));
    for (int at : Shower.line(chain)) {
      Bytes statement = StoredStatements.one(sql, chain.id(), at).getFirst();
      addNamed(ReadStatement.of(statement).statement().header(), named);
    }
    named.remove(chain.id());
    return named;
  }

  /**
   * With what it is begun; empty where its state is too long to be shown.
   *
   * @param everything whether every member and endorsement is shown
   * @param ids else of whom something is shown, beside those that the statements name
   * @param seen the head that the asker remembers
   */
  Optional<Base> base(
      boolean everything,
      Collection<KeyringId> ids,
      Optional<StatementHash> seen,
      ChainStore store) {
    Set<KeyringId> shown = new HashSet<>(ids);
    boolean[] rotates = {false};
    read(
        store.queries(),
        statement -> {
          addNamed(statement.header(), shown);
          subject(statement.change()).ifPresent(shown::add);
          rotates[0] |=
              statement.header().seq() > seq && statement.change() instanceof Change.Rotate;
        });
    Base base =
        store
            .shower(chain)
            .base(
                everything || rotates[0] ? StateDocument.Part.WHOLE : StateDocument.Part.of(shown),
                seen);
    return Optional.of(base).filter(made -> made.state().size() <= StateDocument.MAX_BYTES);
  }

  /** From where it is begun on; forgotten as they are read. */
  private void read(JdbcClient sql, Consumer<Statement> each) {
    StoredStatements stored =
        StoredStatements.of(sql, chain.id(), seq - 1).until(chain.state().seq() - seq + 1);
    for (Bytes bytes : stored) {
      each.accept(ReadStatement.of(bytes).statement());
    }
  }

  private static void addNamed(Header header, Set<KeyringId> named) {
    named.add(header.signer().keyring());
    header.via().stream().map(Header.Hop::keyring).forEach(named::add);
  }

  private static Optional<KeyringId> subject(Change change) {
    return switch (change) {
      case Change.SetMember set -> Optional.of(set.member().keyring());
      case Change.RemoveMember remove -> Optional.of(remove.member());
      case Change.Endorse endorse -> Optional.of(endorse.subject());
      case Change.WithdrawEndorsement withdraw -> Optional.of(withdraw.subject());
      case Change.Create _,
          Change.Rotate _,
          Change.Leave _,
          Change.DeleteReport _,
          Change.CorrectReport _,
          Change.PublishCard _,
          Change.SetProfile _,
          Change.Close _ ->
          Optional.empty();
    };
  }
}
