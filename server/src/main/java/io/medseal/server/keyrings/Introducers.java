package io.medseal.server.keyrings;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who made an account a direct member of keyrings. Each of them acted towards that account, and is
 * named to it by the address of its own.
 */
record Introducers(Map<KeyringId, KeyringId> byKeyring, Map<KeyringId, String> emails) {
  static Introducers of(KeyringsNow now, KeyringId account, List<KeyringState> keyrings) {
    Map<KeyringId, KeyringId> byKeyring = new HashMap<>();
    for (KeyringState keyring : keyrings) {
      now.introducedBy(account, keyring.id()).ifPresent(by -> byKeyring.put(keyring.id(), by));
    }
    Set<KeyringId> others = new HashSet<>(byKeyring.values());
    others.remove(account);
    return new Introducers(byKeyring, emails(now, others));
  }

  Optional<KeyringId> of(KeyringId keyring) {
    return Optional.ofNullable(byKeyring.get(keyring));
  }

  Optional<String> emailFor(KeyringId keyring) {
    return of(keyring).map(emails::get);
  }

  private static Map<KeyringId, String> emails(KeyringsNow now, Collection<KeyringId> accounts) {
    if (accounts.isEmpty()) {
      return Map.of();
    }
    return now
        .view()
        .sql()
        .sql("select keyring, email from accounts where keyring in (:accounts)")
        .param("accounts", accounts.stream().map(KeyringId::hex).toList())
        .query((row, _) -> Map.entry(new KeyringId(row.getString(1)), row.getString(2)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
