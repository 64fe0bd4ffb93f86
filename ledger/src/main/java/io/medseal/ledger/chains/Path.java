package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.statements.Header;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The one way of authority that a signed object names, each keyring on it in the state that it had
 * at the named head (spec/keyrings.md section 7).
 *
 * @param signer who signs
 * @param hops the keyrings between signer and subject, nearest to the signer first
 */
record Path(KeyringState signer, List<KeyringState> hops) {

  /** How the named keyrings are looked up. */
  @FunctionalInterface
  interface Lookup {
    KeyringState at(KeyringId keyring, StatementHash head);
  }

  /**
   * Looks the named keyrings up.
   *
   * @param subject what the path leads to; it may not be on it
   */
  static Path named(Header.Signer signer, List<Header.Hop> via, KeyringId subject, Lookup lookup) {
    Set<KeyringId> seen = new HashSet<>(Set.of(subject));
    if (!seen.add(signer.keyring())) {
      throw new LedgerException.NoAuthority("a keyring of this kind does not sign its own chain");
    }
    for (Header.Hop hop : via) {
      if (!seen.add(hop.keyring())) {
        throw new LedgerException.NoAuthority("a keyring stands twice on the way of authority");
      }
    }
    return new Path(
        lookup.at(signer.keyring(), signer.head()),
        via.stream().map(hop -> lookup.at(hop.keyring(), hop.head())).toList());
  }

  /** The keys of that generation, if the signer signs with it now. */
  PublicKeys signerKeys(int generation) {
    if (!signer.kind().signs()) {
      throw new LedgerException.NoAuthority("a " + signer.kind().text() + " does not sign");
    }
    if (signer.closed()) {
      throw new LedgerException.NoAuthority("the signer's keyring is closed");
    }
    if (signer.current().number() != generation) {
      throw new LedgerException.StaleGeneration("signed with keys that are not the current ones");
    }
    return signer.current().keys();
  }

  /** Refuses a signer whose way to {@code subject} does not give what is needed. */
  void require(Capability needed, KeyringState subject, Instant time) {
    if (capabilities(subject, time).contains(needed)) {
      return;
    }
    // Instant.MIN: as if no membership had ever ended, to tell the two refusals apart.
    if (capabilities(subject, Instant.MIN).contains(needed)) {
      throw new LedgerException.ExpiredMember("the membership that would allow this has ended");
    }
    throw new LedgerException.NoAuthority(
        "the signer may not do this here (" + needed.name().toLowerCase(Locale.ROOT) + ")");
  }

  private Set<Capability> capabilities(KeyringState subject, Instant expiryAsOf) {
    KeyringState from = signer;
    Set<Capability> capabilities = null;
    for (int i = 0; i <= hops.size(); i++) {
      KeyringState on = i == hops.size() ? subject : hops.get(i);
      Set<Capability> given = on.directCapabilities(from.id(), expiryAsOf);
      capabilities = capabilities == null ? given : Authority.through(from, capabilities, given);
      from = on;
    }
    return capabilities;
  }
}
