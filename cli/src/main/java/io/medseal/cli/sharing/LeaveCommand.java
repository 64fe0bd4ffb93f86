package io.medseal.cli.sharing;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.output.ShortIds;
import io.medseal.cli.people.Recipient;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.sharing.Target;
import io.medseal.ledger.ids.KeyringId;
import java.util.List;

/** {@code medseal leave}. */
public final class LeaveCommand extends ConnectedCommand {
  private final Parameter<String> what = argument(ShareCommand.TARGET, ShareCommand.TARGET_HELP);
  private final Parameter<Boolean> group =
      flag("--group", "Leave a department or institute, named by its name or id.");

  public LeaveCommand() {
    describe(
        "Ends your own access to a record, a section or a report, or your membership in a department"
            + " or institute. You need to ask nobody; only the last owner stays. Whoever manages it"
            + " renews its keys afterwards, so that you cannot open what is added from then on.");
    example("leave 3f2a9c1d", "Leave a record that was shared with you");
    example("leave Cardiology --group", "Leave a department");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    boolean left;
    boolean stays;
    String name;
    if (group.get()) {
      Recipient found = Recipient.find(invocation, medseal, what.get());
      name = found.display();
      left = medseal.groups().leave(found.keyring());
      stays = medseal.groups().staysIn(found.keyring());
    } else {
      Target target = medseal.targets().find(what.get());
      name = new Places(medseal.records().show(target.record())).spoken(target);
      left = medseal.sharing().leave(target);
      stays = medseal.sharing().staysIn(target);
    }
    if (!left) {
      throw new CommandException(
          ExitCode.CONFLICT, "You are no member of " + name + " yourself" + instead(medseal) + ".");
    }
    invocation.done(
        stays
            ? "You are no member of " + name + " any more, but still come to it through a group."
            : "You have left " + name + ".");
  }

  /** What there is to leave in its place. */
  private String instead(Medseal medseal) {
    if (!group.get()
        && medseal.targets().find(what.get()) instanceof Target.WholeRecord(KeyringId record)) {
      List<String> own =
          medseal.sharing().ownSections(record).stream()
              .map(
                  section ->
                      "'medseal leave "
                          + ShortIds.alone(record.hex())
                          + "/"
                          + ShortIds.alone(section.id().hex())
                          + "'")
              .toList();
      if (!own.isEmpty()) {
        return ", but of parts of it: use " + String.join(" and ", own);
      }
    }
    return ": leave the group that you come through";
  }
}
