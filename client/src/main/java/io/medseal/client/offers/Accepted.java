package io.medseal.client.offers;

import java.util.List;
import java.util.Optional;

/**
 * What came in by a decision.
 *
 * @param offer what was accepted itself; empty where only a person was
 * @param others what else that person had shared, and what nobody has to decide about any more
 * @param more how many there are besides, as the service says; too many to look at all of them
 */
public record Accepted(Optional<Offer> offer, List<Offer> others, int more) {
  public Accepted {
    others = List.copyOf(others);
  }
}
