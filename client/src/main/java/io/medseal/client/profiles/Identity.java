package io.medseal.client.profiles;

import io.medseal.ledger.ids.KeyringId;
import java.net.URI;
import java.util.Optional;

/**
 * Who is logged in with a profile. Known without asking the service.
 *
 * @param server where the account is
 * @param email as the service keeps it: trimmed, lower case
 * @param keyring the person's keyring
 * @param name what the person is called in the reports that they add; sealed or local everywhere
 *     else, and not kept beyond log-out
 */
public record Identity(URI server, String email, KeyringId keyring, Optional<String> name) {
  /** What is known of an account that is logged out. */
  Identity withoutName() {
    return new Identity(server, email, keyring, Optional.empty());
  }
}
