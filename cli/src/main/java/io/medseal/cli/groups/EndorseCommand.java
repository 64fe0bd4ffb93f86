package io.medseal.cli.groups;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.output.Times;
import io.medseal.cli.people.Recipient;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.groups.GroupView;
import io.medseal.ledger.keyrings.Endorsement;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.names.Quoted;
import java.time.Instant;
import java.time.ZoneId;

/** {@code medseal institute endorse}. */
public final class EndorseCommand extends ConnectedCommand {
  private final Parameter<String> institute =
      argument("INSTITUTE", "The institute: its name, or the beginning of its id.");
  private final Parameter<String> email = argument("EMAIL", "Whom it endorses.");
  private final Parameter<String> name = required("--name", "N", "Who the person is.");
  private final Parameter<String> specialty =
      option("--specialty", "CODE", "The specialty: a SNOMED CT code, or words.");
  private final Parameter<String> licence =
      option("--licence", "NUMBER", "The licence to practise.");
  private final Parameter<Instant> until =
      option(
          "--until",
          "DATE",
          Instant.class,
          word -> Times.until(word, ZoneId.systemDefault()),
          "The last day on which the institute's word holds.");

  public EndorseCommand() {
    describe(
        "Says in the institute's name who somebody is. Everybody with an account can read it and"
            + " verify that the institute said so; reports show it beside their author.");
    example(
        "institute endorse 'Riverside Hospital' rao@hospital.example --name 'Dr Asha Rao'"
            + " --specialty 394579002 --licence A-12345",
        "Endorse a cardiologist");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    GroupView found = Recipient.group(medseal, KeyringKind.INSTITUTE, institute.get());
    Recipient who = Recipient.find(invocation, medseal, email.get());
    medseal
        .groups()
        .endorse(
            found.id(),
            who.keyring(),
            name.get(),
            specialty.optional(),
            licence.optional(),
            until.optional());
    Endorsement now =
        medseal
            .groups()
            .endorsement(found.id(), who.keyring())
            .orElseThrow(() -> CommandException.undone("the institute endorses " + who.display()));
    invocation.done(
        Recipient.name(found)
            + " endorses "
            + who.display()
            + " as "
            + Quoted.of(now.name())
            + ".");
  }
}
