package io.medseal.client.people;

import io.medseal.ledger.names.Quoted;
import java.util.Optional;

/** Names that people give themselves, or that an institute gives them. */
public final class ChosenNames {
  private ChosenNames() {}

  /** The name as it was written; none if it shows nothing or could be taken for an address. */
  public static Optional<String> usable(String chosen) {
    return Optional.of(chosen)
        .filter(name -> !Emails.resembles(name) && Quoted.any(name).isPresent());
  }
}
