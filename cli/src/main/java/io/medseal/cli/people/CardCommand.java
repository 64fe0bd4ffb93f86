package io.medseal.cli.people;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.names.Quoted;

/** {@code medseal card}. */
public final class CardCommand extends ConnectedCommand {
  private final Parameter<String> name =
      option("--name", "N", "The name to publish (default: as it is).");
  private final Parameter<String> specialty =
      option("--specialty", "CODE", "A specialty to publish: a SNOMED CT code, or words.");
  private final Parameter<Boolean> noSpecialty =
      flag("--no-specialty", "Take the specialty off the card.");

  public CardCommand() {
    describe(
        "Publishes your name, and a specialty if you have one, for everybody who has an account:"
            + " meant for professionals. What you do not name stays as it is. A card can be replaced,"
            + " but what was published stays in the history of your keyring.");
    example("card --name 'Dr Asha Rao' --specialty 394579002", "Publish a card as a cardiologist");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    CardOptions options =
        new CardOptions(
            name.optional(), CardOptions.Part.of(specialty, noSpecialty), CardOptions.Part.NONE);
    medseal.groups().changeCard(medseal.whoAmI().orElseThrow().keyring(), options::change);
    Card now =
        medseal
            .groups()
            .published(medseal.whoAmI().orElseThrow().keyring())
            .orElseThrow(() -> CommandException.undone("your card is published"));
    invocation.done(
        "Your card is published: "
            + Quoted.of(now.name())
            + now.specialty().map(word -> ", " + Quoted.of(word)).orElse("")
            + ".");
  }
}
