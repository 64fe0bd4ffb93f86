package io.medseal.cli.groups;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.people.Recipient;
import io.medseal.cli.people.SafetyNumbers;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.groups.GroupView;
import io.medseal.ledger.keyrings.KeyringKind;

/** {@code medseal institute confirm}. */
public final class ConfirmInstituteCommand extends ConnectedCommand {
  private final Parameter<String> institute =
      argument("INSTITUTE", "The institute: its whole id; or its name, if you belong to it.");
  private final Parameter<String> safetyNumber =
      required(
          "--safety-number",
          SafetyNumbers.LABEL,
          String.class,
          SafetyNumbers::read,
          "The thirty digits that somebody of the institute, whom you know, read out to you.");

  public ConfirmInstituteCommand() {
    prints(GroupDocuments.GroupShown.class);
    describe(
        "Anybody can found an institute and give it any name. When you have compared its safety"
            + " number with somebody of it whom you know ('medseal institute show' shows it to"
            + " them), confirm it: on this computer it is then shown as confirmed by you.");
    example(
        "institute confirm 'Riverside Hospital' --safety-number '01234 56789 01234 56789 01234"
            + " 56789'",
        "Confirm the institute that has this number");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    GroupView found = Recipient.group(medseal, KeyringKind.INSTITUTE, institute.get());
    if (!SafetyNumbers.read(found.safetyNumber()).equals(safetyNumber.get())) {
      throw new CommandException(
          ExitCode.UNTRUSTED,
          "This institute has another safety number; it may only be called like the one you mean.");
    }
    medseal.institutes().confirm(found.id());
    GroupView confirmed = medseal.groups().show(found.id());
    invocation.answer(
        GroupDocuments.of(confirmed, medseal.people()),
        page -> page.line(Recipient.name(confirmed) + " is now confirmed by you."));
  }
}
