package io.medseal.cli.offers;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.output.ShortIds;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.offers.Offer;
import io.medseal.client.people.Person;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Card;

/** {@code medseal offers accept}, {@code decline} and {@code block}. */
public final class DecideCommand extends ConnectedCommand {
  private enum Decision {
    ACCEPT,
    DECLINE,
    BLOCK
  }

  private final Decision decision;
  private final Parameter<String> what;

  private DecideCommand(Decision decision, String label, String says) {
    this.decision = decision;
    this.what = argument(label, says);
  }

  /** {@code medseal offers accept}. */
  public static DecideCommand accepting() {
    DecideCommand command =
        new DecideCommand(
            Decision.ACCEPT,
            "ID|EMAIL",
            "The offer: the beginning of its id; or a person whose shares shall come in.");
    command.describe(
        "Accepts what somebody shared with you. At first contact it accepts the person, too: what"
            + " they share later comes in by itself. With an e-mail address it accepts the person"
            + " beforehand, or again after they were blocked.");
    command.example("offers accept 3f2a9c1d", "Accept an offer");
    command.example("offers accept clerk@hospital.example", "Let all in that somebody shares");
    return command;
  }

  /** {@code medseal offers decline}. */
  public static DecideCommand declining() {
    DecideCommand command =
        new DecideCommand(Decision.DECLINE, "ID", "The offer: the beginning of its id.");
    command.describe(
        "Declines what somebody shared with you: it stays out of everything and is not asked about"
            + " again. Nobody is told. 'medseal offers accept' changes your mind.");
    command.example("offers decline 3f2a9c1d", "Decline an offer");
    return command;
  }

  /** {@code medseal offers block}. */
  public static DecideCommand blocking() {
    DecideCommand command =
        new DecideCommand(
            Decision.BLOCK, "ID|EMAIL", "The person: one of their offers, or an e-mail address.");
    command.describe(
        "Blocks whoever shared that: nothing that they share with you is shown or asked about any"
            + " more. What you accepted by its id stays. Nobody is told.");
    command.example("offers block 3f2a9c1d", "Block who made this offer");
    return command;
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    boolean person = what.get().contains("@");
    switch (decision) {
      case ACCEPT -> {
        if (person) {
          Person who = medseal.people().find(what.get());
          medseal.offers().welcome(who.keyring());
          invocation.done("What " + who.display() + " shares with you comes in by itself.");
        } else {
          accept(invocation, medseal, medseal.offers().find(what.get()));
        }
      }
      case DECLINE -> {
        KeyringId offer = medseal.offers().find(what.get());
        medseal.offers().decline(offer);
        invocation.done("Declined " + ShortIds.alone(offer.hex()) + ".");
      }
      case BLOCK -> {
        KeyringId who =
            person
                ? medseal.people().find(what.get()).keyring()
                : medseal.offers().sharer(medseal.offers().find(what.get()));
        medseal.offers().block(who);
        invocation.done(
            "Blocked " + medseal.people().asFarAsKnown(who).display() + ": nothing comes in.");
      }
    }
  }

  private static void accept(Invocation invocation, Medseal medseal, KeyringId keyring) {
    Offer offer = medseal.offers().accept(keyring);
    invocation.done(
        "Accepted "
            + offer.kind().text()
            + " "
            + offer.card().map(Card::name).orElseGet(() -> ShortIds.alone(keyring.hex()))
            + " from "
            + offer.from().displayInFull()
            + ": you are "
            + offer.role().text()
            + ".");
  }
}
