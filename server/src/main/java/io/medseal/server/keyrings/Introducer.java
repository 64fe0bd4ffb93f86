package io.medseal.server.keyrings;

import io.medseal.ledger.ids.KeyringId;
import java.util.Optional;

/**
 * Who made an account a direct member of a keyring, if anybody did. That one acted towards the
 * account, and is named to it by the address of its own account.
 */
record Introducer(Optional<KeyringId> by, Optional<String> email) {
  static Introducer of(KeyringsNow now, KeyringId account, KeyringId keyring) {
    Optional<KeyringId> by = now.introducedBy(account, keyring);
    return new Introducer(
        by, by.filter(other -> !other.equals(account)).flatMap(other -> email(now, other)));
  }

  private static Optional<String> email(KeyringsNow now, KeyringId account) {
    return now.view()
        .sql()
        .sql("select email from accounts where keyring = :account and email is not null")
        .param("account", account.hex())
        .query(String.class)
        .optional();
  }
}
