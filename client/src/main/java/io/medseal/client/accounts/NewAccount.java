package io.medseal.client.accounts;

import io.medseal.ledger.keyrings.Card;
import java.util.Optional;

/**
 * Who signs up.
 *
 * @param email the account's name
 * @param name what the person is called; kept sealed
 * @param card published for everybody to see, if given
 * @param invitation where the service wants one
 */
public record NewAccount(
    String email, String name, Optional<Card> card, Optional<String> invitation) {
  /** Somebody who was not invited. */
  public NewAccount(String email, String name, Optional<Card> card) {
    this(email, name, card, Optional.empty());
  }
}
