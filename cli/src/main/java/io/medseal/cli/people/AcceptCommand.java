package io.medseal.cli.people;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.people.Person;
import io.medseal.client.problems.TrustException;

/** {@code medseal accept}. */
public final class AcceptCommand extends ConnectedCommand {
  private final Parameter<String> email = argument("EMAIL", "Whose keys changed.");
  private final Parameter<String> safetyNumber =
      required(
          "--safety-number",
          SafetyNumbers.LABEL,
          String.class,
          SafetyNumbers::read,
          "The thirty digits that the person read out to you.");

  public AcceptCommand() {
    prints(People.PersonFound.class);
    describe(
        "When the service names other keys for somebody than before, nothing is shared with them"
            + " until you accept the new keys. Ask the person, face to face or on the phone, for the"
            + " safety number that 'medseal whoami' shows them now: the new keys are accepted only"
            + " if it is theirs.");
    example(
        "accept rao@hospital.example --safety-number '01234 56789 01234 56789 01234 56789'",
        "Accept the keys that belong to this number");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    Person person;
    try {
      person = medseal.people().find(email.get());
      compare(person);
    } catch (TrustException.SubstituteKey e) {
      compare(medseal.people().byKeyring(e.offered()));
      person = medseal.people().accept(email.get(), e.offered());
    }
    Person accepted = person;
    invocation.answer(People.document(accepted), page -> People.print(page, accepted));
  }

  private void compare(Person person) {
    if (!SafetyNumbers.read(person.safetyNumber()).equals(safetyNumber.get())) {
      throw new CommandException(
          ExitCode.UNTRUSTED,
          "The keys that the service names for "
              + email.get()
              + " have another safety number; do not share with them, and tell the person.");
    }
  }
}
