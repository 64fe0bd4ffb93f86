package io.medseal.cli.people;

import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.ledger.keyrings.Card;
import java.util.Optional;

/**
 * What is to become of a card: what is not named stays as it is.
 *
 * @param domain of an institute, in ASCII
 */
public record CardOptions(Optional<String> name, Part specialty, Part domain) {

  /** A part of a card that may be absent. */
  public record Part(Optional<String> value, boolean removed) {
    /** A part that is never there. */
    public static final Part NONE = new Part(Optional.empty(), false);

    /** As two options say. */
    public static Part of(Parameter<String> given, Parameter<Boolean> removed) {
      if (given.optional().isPresent() && removed.get()) {
        throw new CommandException(
            ExitCode.USAGE, "One option sets a part of the card and another removes it; say one.");
      }
      return new Part(given.optional(), removed.get());
    }

    private Optional<String> after(Optional<String> before) {
      return removed ? Optional.empty() : value.or(() -> before);
    }

    private boolean isNamed() {
      return removed || value.isPresent();
    }
  }

  /** The card that replaces {@code before}. */
  public Card change(Optional<Card> before) {
    if (name.isEmpty() && !specialty.isNamed() && !domain.isNamed()) {
      throw new CommandException(
          ExitCode.USAGE, "Nothing to change; say what, as --help lists it.");
    }
    String named =
        name.or(() -> before.map(Card::name))
            .orElseThrow(
                () -> new CommandException(ExitCode.USAGE, "There is no card yet; add --name."));
    return new Card(
        named,
        specialty.after(before.flatMap(Card::specialty)),
        domain.after(before.flatMap(Card::domain)));
  }
}
