package io.medseal.cli.people;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.people.Person;

/** {@code medseal person}. */
public final class PersonCommand extends ConnectedCommand {
  private final Parameter<String> email =
      argument("EMAIL", "The person's e-mail address, or a whole keyring id.");

  public PersonCommand() {
    prints(People.PersonFound.class);
    describe(
        "Shows which keys belong to an e-mail address, what the person publishes, and which"
            + " institutes endorse them. The first answer is remembered; if the service ever names"
            + " other keys, every command refuses them.");
    describe(
        "The service is believed at the first contact only. To be sure, ask the person for the"
            + " safety number that 'medseal whoami' shows them.");
    example("person rao@hospital.example", "See who an address belongs to");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    Person person = medseal.people().find(email.get());
    invocation.answer(People.document(person), page -> People.print(page, person));
  }
}
