package io.medseal.cli.offers;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.output.ShortIds;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.offers.Accepted;
import io.medseal.client.offers.Offer;
import io.medseal.client.people.Person;
import io.medseal.ledger.ids.KeyringId;

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
        "Accepts what somebody shares with you. At first contact it accepts the person, too:"
            + " everything else that they share comes in by itself, now and later. With an e-mail"
            + " address it accepts the person beforehand, or again after they were blocked.");
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
          Accepted accepted = medseal.offers().welcome(who.keyring());
          invocation.done("What " + who.display() + " shares with you comes in by itself.");
          others(invocation, accepted);
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
    Accepted accepted = medseal.offers().accept(keyring);
    Offer offer = accepted.offer().orElseThrow();
    invocation.done(
        "Accepted "
            + named(offer)
            + " from "
            + offer.from().displayInFull()
            + ": you are "
            + offer.role().text()
            + ".");
    others(invocation, accepted);
  }

  private static void others(Invocation invocation, Accepted accepted) {
    for (Offer other : accepted.others()) {
      invocation.done(
          "Came in with it, from the same person: "
              + named(other)
              + "; you are "
              + other.role().text()
              + ".");
    }
    if (accepted.more() > 0) {
      invocation.done("And " + accepted.more() + " more from the same person.");
    }
  }

  private static String named(Offer offer) {
    return offer.spoken() + " (" + ShortIds.alone(offer.keyring().hex()) + ")";
  }
}
