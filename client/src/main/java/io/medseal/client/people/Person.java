package io.medseal.client.people;

import io.medseal.client.institutes.Standing;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.names.Quoted;
import java.util.List;
import java.util.Optional;

/**
 * Somebody, or a group, that things are shared with.
 *
 * @param email known from this profile's pins only; empty for groups and strangers
 * @param toldEmail the address with which the account logs in, by the service's word only; empty
 *     where {@code email} is known
 * @param card what they publish of themselves; their own word
 * @param endorsements what institutes say of them; verified institutes first
 * @param standing what stands behind the name, of an institute
 * @param safetyNumber thirty digits to compare with theirs in person
 * @param firstContact the service has just been believed for the first time about this e-mail
 */
public record Person(
    KeyringId keyring,
    KeyringKind kind,
    Optional<String> email,
    Optional<String> toldEmail,
    Optional<Card> card,
    List<Endorsed> endorsements,
    Standing standing,
    String safetyNumber,
    boolean firstContact) {

  public Person {
    endorsements = List.copyOf(endorsements);
  }

  /**
   * The best name there is, for a sentence: e-mail, card, an address by the service's word, or the
   * keyring id's beginning; an institute's with what stands behind it. What they chose themselves
   * is in quotation marks.
   */
  public String display() {
    return kind == KeyringKind.INSTITUTE
        ? standing.naming(keyring, card.map(Card::name))
        : email
            .or(() -> ownName().map(Quoted::of))
            .or(() -> toldEmail.map(Person::asTold))
            .orElseGet(() -> keyring.hex().substring(0, 12));
  }

  /** As {@link #display}, with the address by the service's word beside a name of their own. */
  public String displayInFull() {
    return display()
        + toldEmail
            .filter(_ -> ownName().isPresent())
            .map(address -> ", " + asTold(address))
            .orElse("");
  }

  /** What they call themselves, if it is {@linkplain ChosenNames#usable usable} as a name. */
  public Optional<String> ownName() {
    return card.map(Card::name).flatMap(ChosenNames::usable);
  }

  /** An address by the service's word, as it is spoken. */
  public static String asTold(String address) {
    return address + " (says the service)";
  }

  /** The word of an institute that something stands behind, if one gives them a usable name. */
  public Optional<Endorsed> verifiedEndorsement() {
    return endorsements.stream()
        .filter(endorsed -> endorsed.standing().isVerified())
        .filter(endorsed -> ChosenNames.usable(endorsed.endorsement().name()).isPresent())
        .findFirst();
  }
}
