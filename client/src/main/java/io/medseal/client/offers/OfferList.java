package io.medseal.client.offers;

import java.util.List;

/**
 * Offers.
 *
 * @param unsound those whose histories do not verify
 * @param more how many there are besides; too many to look at all of them
 */
public record OfferList(List<Offer> offers, List<Offer.Unsound> unsound, int more) {
  public OfferList {
    offers = List.copyOf(offers);
    unsound = List.copyOf(unsound);
  }
}
