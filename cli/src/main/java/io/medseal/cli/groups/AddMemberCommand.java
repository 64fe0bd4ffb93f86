package io.medseal.cli.groups;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.output.Times;
import io.medseal.cli.people.Recipient;
import io.medseal.cli.people.Roles;
import io.medseal.client.Medseal;
import io.medseal.client.groups.GroupView;
import io.medseal.client.sharing.Reached;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import java.time.Instant;
import java.time.ZoneId;

/** {@code medseal department add}, {@code medseal institute add}. */
public final class AddMemberCommand extends GroupCommand {
  private final Parameter<String> group = argument(label(), says());
  private final Parameter<String> member =
      argument("EMAIL", "Who joins; also another group, by its name or id.");
  private final Parameter<Role> role =
      option(
          "--role",
          Roles.LABEL,
          Role.class,
          Roles::read,
          "reader",
          "reader: opens what the group may open; contributor: only adds; collaborator: both;"
              + " manager: also adds and removes members; owner: also makes owners");
  private final Parameter<Instant> until =
      option(
          "--until",
          "DATE",
          Instant.class,
          word -> Times.until(word, ZoneId.systemDefault()),
          "The last day of the membership.");

  public AddMemberCommand(KeyringKind kind) {
    super(kind);
    describe(
        "Makes somebody a member, or gives a member another role. Somebody who has not accepted you"
            + " yet has to accept the group first ('medseal offers'); then they can open what it can"
            + " open, also what was shared with it before.");
    example(word() + " add " + named() + " rao@hospital.example", "Add somebody");
    example(
        word() + " add " + named() + " locum@hospital.example --until 2027-01-31",
        "Add somebody for a time");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    GroupView found = Recipient.group(medseal, kind(), group.get());
    Recipient who = Recipient.find(invocation, medseal, member.get());
    medseal.groups().setMember(found.id(), who.keyring(), role.get(), until.optional());
    GroupView after = medseal.groups().show(found.id());
    Reached now =
        Reached.of(after.members(), who.keyring(), Instant.now())
            .orElseThrow(() -> CommandException.undone(who.display() + " belongs to it"));
    invocation.done(
        who.display() + " is now " + now.spoken() + " of " + Recipient.name(after) + ".");
  }
}
