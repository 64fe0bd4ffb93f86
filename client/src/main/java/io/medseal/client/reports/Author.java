package io.medseal.client.reports;

import io.medseal.client.people.ChosenNames;
import io.medseal.client.people.Endorsed;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.names.Quoted;
import java.util.List;
import java.util.Optional;

/**
 * Who added a report. The keyring is proven by signatures; the rest is words.
 *
 * @param name what the author calls themselves in this report
 * @param email from this profile's pins
 * @param card what they publish now
 * @param endorsements what institutes say of them now
 */
public record Author(
    KeyringId keyring,
    Optional<String> name,
    Optional<String> email,
    Optional<Card> card,
    List<Endorsed> endorsements) {

  public Author {
    endorsements = List.copyOf(endorsements);
  }

  /**
   * What they call themselves, in quotation marks, or the best there is in place of that: an
   * address that this person looked up, or the keyring id's beginning.
   */
  public String display() {
    return name.flatMap(ChosenNames::usable)
        .or(() -> card.map(Card::name).flatMap(ChosenNames::usable))
        .map(Quoted::of)
        .or(() -> email)
        .orElseGet(() -> keyring.hex().substring(0, 12));
  }
}
