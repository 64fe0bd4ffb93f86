package io.medseal.cli.groups;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.people.Recipient;
import io.medseal.client.Medseal;
import io.medseal.client.groups.GroupView;
import io.medseal.client.sharing.Reached;
import io.medseal.ledger.keyrings.KeyringKind;
import java.time.Instant;

/** {@code medseal department remove}, {@code medseal institute remove}. */
public final class RemoveMemberCommand extends GroupCommand {
  private final Parameter<String> group = argument(label(), says());
  private final Parameter<String> member = argument("EMAIL", "Who leaves.");

  public RemoveMemberCommand(KeyringKind kind) {
    super(kind);
    describe(
        "Removes a member and renews the group's keys in the same step: what is added afterwards"
            + " stays closed to them, even if they kept their old keys.");
    example(word() + " remove " + named() + " rao@hospital.example", "Remove somebody");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    GroupView found = Recipient.group(medseal, kind(), group.get());
    Recipient who = Recipient.find(invocation, medseal, member.get());
    medseal.groups().removeMember(found.id(), who.keyring());
    GroupView after = medseal.groups().show(found.id());
    if (Reached.of(after.members(), who.keyring(), Instant.now()).isPresent()) {
      throw CommandException.undone(who.display() + " no longer belongs to it");
    }
    invocation.done(who.display() + " no longer belongs to " + Recipient.name(found) + ".");
  }
}
