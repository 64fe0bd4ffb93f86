package io.medseal.client.profiles;

import io.medseal.ledger.ids.KeyringId;
import java.time.Instant;
import java.util.Objects;

/**
 * The keyring that an e-mail address stood for when it was first looked up, or last accepted.
 *
 * @param email trimmed, lower case
 */
public record Pin(String email, KeyringId keyring, Instant since) {
  public Pin {
    Objects.requireNonNull(email);
    Objects.requireNonNull(keyring);
    Objects.requireNonNull(since);
  }
}
