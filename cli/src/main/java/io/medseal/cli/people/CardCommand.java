package io.medseal.cli.people;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.output.Confirmations;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.ledger.keyrings.Card;

/** {@code medseal card}. */
public final class CardCommand extends ConnectedCommand {
  private final Parameter<String> name = required("--name", "N", "The name to publish.");
  private final Parameter<String> specialty =
      option("--specialty", "CODE", "A specialty to publish: a SNOMED CT code, or words.");

  public CardCommand() {
    describe(
        "Publishes your name, and a specialty if you have one, for everybody who has an account:"
            + " meant for professionals. It can be replaced, but what was published stays in the"
            + " history of your keyring.");
    example("card --name 'Dr Asha Rao' --specialty 394579002", "Publish a card as a cardiologist");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    medseal
        .groups()
        .publishCard(
            medseal.whoAmI().orElseThrow().keyring(), new Card(name.get(), specialty.optional()));
    Card now =
        medseal
            .groups()
            .published(medseal.whoAmI().orElseThrow().keyring())
            .orElseThrow(() -> Confirmations.undone("your card is published"));
    invocation.done(
        "Your card is published: "
            + now.name()
            + now.specialty().map(word -> ", " + word).orElse("")
            + ".");
  }
}
