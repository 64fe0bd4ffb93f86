package io.medseal.cli.groups;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.people.Recipient;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.groups.GroupView;
import io.medseal.ledger.keyrings.KeyringKind;

/** {@code medseal institute withdraw}. */
public final class WithdrawCommand extends ConnectedCommand {
  private final Parameter<String> institute =
      argument("INSTITUTE", "The institute: its name, or the beginning of its id.");
  private final Parameter<String> email = argument("EMAIL", "Whose endorsement ends.");

  public WithdrawCommand() {
    describe("Takes the institute's word on somebody back. What they signed before stays signed.");
    example("institute withdraw 'Riverside Hospital' rao@hospital.example", "End an endorsement");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    GroupView found = Recipient.group(medseal, KeyringKind.INSTITUTE, institute.get());
    Recipient who = Recipient.find(invocation, medseal, email.get());
    medseal.groups().withdrawEndorsement(found.id(), who.keyring());
    invocation.done(Recipient.name(found) + " no longer endorses " + who.display() + ".");
  }
}
