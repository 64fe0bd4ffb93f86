package io.medseal.server.keyrings;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.ledger.statements.Statement;
import java.util.Collection;
import java.util.List;

/**
 * A statement that was verified and written.
 *
 * @param state the keyring after it; what it seals is not in it
 * @param envelopes that it announces
 */
public record Written(ReadStatement read, KeyringState state, List<EnvelopeRows.Row> envelopes) {
  /** As it counts to the account that brought it. */
  long bytes() {
    return read.bytes().size() + (long) brought();
  }

  /** What its envelopes count. */
  int brought() {
    return envelopes.stream().mapToInt(EnvelopeRows.Row::bytes).sum();
  }

  /** What it says. */
  public Statement statement() {
    return read.statement();
  }

  /** Whose memberships it makes, ends or changes. */
  public Collection<KeyringId> changedMembers() {
    return switch (statement().change()) {
      case Change.Create _ -> state.members().keySet();
      case Change.SetMember set -> List.of(set.member().keyring());
      case Change.RemoveMember remove -> List.of(remove.member());
      case Change.Leave _ -> List.of(statement().header().signer().keyring());
      case Change.Rotate _,
          Change.DeleteReport _,
          Change.CorrectReport _,
          Change.Endorse _,
          Change.WithdrawEndorsement _,
          Change.PublishCard _,
          Change.SetProfile _,
          Change.Close _ ->
          List.of();
    };
  }
}
