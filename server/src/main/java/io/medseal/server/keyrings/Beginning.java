package io.medseal.server.keyrings;

import io.medseal.ledger.chains.Base;
import io.medseal.ledger.chains.Shower;
import io.medseal.ledger.chains.VerifiedStates;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.StateDocument;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.ledger.statements.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A long chain as it is answered to somebody who has nothing of it: begun at a later statement than
 * its first (spec/keyrings.md section 12).
 *
 * @param seq the number of the statement that it is begun at
 * @param following that statement and all after it
 */
record Beginning(VerifiedStates chain, int seq, List<Statement> following) {
  /** Chains with fewer statements before are answered whole. */
  static final int LONG = 64;

  /** Of a chain, where it is long enough. */
  static Optional<Beginning> of(VerifiedStates chain, ChainStore statements) {
    return Shower.beginning(chain)
        .filter(seq -> seq >= LONG)
        .map(seq -> new Beginning(chain, seq, read(chain, seq, statements)));
  }

  private static List<Statement> read(VerifiedStates chain, int seq, ChainStore statements) {
    StoredStatements stored =
        statements.statements(chain.id(), seq - 1).until(chain.state().seq() - seq + 1);
    List<Statement> read = new ArrayList<>();
    for (Bytes bytes : stored) {
      read.add(ReadStatement.of(bytes).statement());
    }
    return List.copyOf(read);
  }

  /** Whose chains are needed to verify it: everybody who signs, and the ways that they name. */
  Set<KeyringId> leansOn(ChainStore statements) {
    Set<KeyringId> named = new LinkedHashSet<>();
    following.forEach(statement -> addNamed(statement.header(), named));
    Shower.line(chain).stream()
        .map(at -> ReadStatement.of(statements.statement(chain.id(), at).getFirst()))
        .forEach(read -> addNamed(read.statement().header(), named));
    named.remove(chain.id());
    return named;
  }

  /**
   * With what it is begun.
   *
   * @param everything whether every member and endorsement is shown
   * @param ids else of whom something is shown, beside those that the statements name
   * @param seen the head that the asker remembers
   */
  Base base(
      boolean everything,
      Collection<KeyringId> ids,
      Optional<StatementHash> seen,
      ChainStore statements) {
    boolean all =
        everything
            || following.stream()
                .skip(1)
                .anyMatch(statement -> statement.change() instanceof Change.Rotate);
    Set<KeyringId> shown = new HashSet<>(ids);
    following.forEach(
        statement -> {
          addNamed(statement.header(), shown);
          subject(statement.change()).ifPresent(shown::add);
        });
    return shower(chain, statements)
        .base(all ? StateDocument.Part.WHOLE : StateDocument.Part.of(shown), seen);
  }

  /** Shows of a chain what is asked for. */
  static Shower shower(VerifiedStates chain, ChainStore statements) {
    return new Shower(chain, seq -> statements.statement(chain.id(), seq).getFirst());
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
          Change.PublishCard _,
          Change.SetProfile _,
          Change.Close _ ->
          Optional.empty();
    };
  }
}
