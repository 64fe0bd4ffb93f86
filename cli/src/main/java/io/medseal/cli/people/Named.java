package io.medseal.cli.people;

import io.medseal.client.people.Person;
import io.medseal.ledger.keyrings.Card;
import java.util.Optional;

/**
 * Somebody, or a group, as programs read it: each word by itself, as it was written.
 *
 * @param email that this profile knows
 * @param toldEmail by the service's word only
 * @param name on their card
 * @param standing what stands behind the name, of an institute
 */
public record Named(
    String keyring,
    Optional<String> email,
    Optional<String> toldEmail,
    Optional<String> name,
    Optional<InstitutesShown.StandingShown> standing) {

  public static Named of(Person person) {
    return new Named(
        person.keyring().hex(),
        person.email(),
        person.toldEmail(),
        person.card().map(Card::name),
        InstitutesShown.standing(person));
  }
}
