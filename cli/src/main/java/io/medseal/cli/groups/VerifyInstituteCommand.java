package io.medseal.cli.groups;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.people.Recipient;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.groups.GroupView;
import io.medseal.client.problems.ServiceException;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.protocol.problems.ProblemType;

/** {@code medseal institute verify}. */
public final class VerifyInstituteCommand extends ConnectedCommand {
  private final Parameter<String> institute =
      argument("INSTITUTE", "The institute: its name, or the beginning of its id.");

  public VerifyInstituteCommand() {
    prints(GroupDocuments.GroupShown.class);
    describe(
        "Has the service ask the domain on the institute's card whether it names this institute."
            + " Before, publish a TXT record 'medseal-institute=KEYRING' at _medseal.DOMAIN, or the"
            + " keyring's id alone at https://DOMAIN/.well-known/medseal-institute. The service asks"
            + " again every day; remove the record, and the institute is unverified again.");
    example("institute verify 'Riverside Hospital'", "Have the domain asked");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    GroupView found = Recipient.group(medseal, KeyringKind.INSTITUTE, institute.get());
    try {
      medseal.institutes().verify(found.id());
    } catch (ServiceException e) {
      throw e.type() == ProblemType.DOMAIN_UNPROVED ? unproved(found) : e;
    }
    GroupView verified = medseal.groups().show(found.id());
    invocation.answer(
        GroupDocuments.of(verified, medseal.people()),
        page ->
            page.line(
                Recipient.name(verified) + " is verified: " + verified.standing().basis() + "."));
  }

  private static CommandException unproved(GroupView institute) {
    return new CommandException(
        ExitCode.CONFLICT,
        institute
            .card()
            .flatMap(card -> card.domain())
            .map(
                domain ->
                    domain
                        + " does not name this institute; publish the TXT record"
                        + " 'medseal-institute="
                        + institute.id().hex()
                        + "' at _medseal."
                        + domain
                        + ", and no other of that name.")
            .orElse(
                "The institute's card names no domain; publish one with 'medseal institute card'."));
  }
}
