package io.medseal.client.reports;

import io.medseal.client.people.Emails;
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

  /** What they call themselves, or the best there is in place of that, for a sentence. */
  public String spoken() {
    return name.isPresent() || card.isPresent() ? Quoted.of(display()) : display();
  }

  /** The same, where it stands alone. */
  public String display() {
    return name.or(() -> card.map(Card::name))
        .filter(own -> !Emails.resembles(own))
        .or(() -> email)
        .orElseGet(() -> keyring.hex().substring(0, 12));
  }
}
