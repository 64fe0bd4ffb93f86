package io.medseal.client.keyrings;

import io.medseal.client.profiles.Pin;
import io.medseal.client.profiles.Profile;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.accounts.EmailAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Addresses with which accounts log in, as the service says: of those who made this person a member
 * of something, and of those who acted in a record (spec/accounts.md section 7). Kept for one
 * program's life.
 *
 * <p><b>Restrictions.</b> They are the service's word, for display only, and never compared with
 * anything. One that this profile knows as somebody else's is nobody's.
 */
public final class ToldAddresses {
  private final Profile profile;
  private final Map<KeyringId, String> heard = new HashMap<>();

  ToldAddresses(Profile profile) {
    this.profile = profile;
  }

  public synchronized void heard(KeyringId keyring, String email) {
    heard.put(keyring, email);
  }

  /** The address of that account, where one was told that may be shown. */
  public synchronized Optional<String> of(KeyringId keyring) {
    return shown(keyring, heard.get(keyring));
  }

  /** What the service says is that account's address, if it may be shown. */
  public Optional<String> shown(KeyringId keyring, @Nullable String said) {
    return Optional.ofNullable(said)
        .filter(email -> EmailAddress.canonical(email).equals(Optional.of(email)))
        .filter(email -> isNobodyElses(keyring, email));
  }

  private boolean isNobodyElses(KeyringId keyring, String email) {
    boolean ofAnother =
        profile.pin(email).map(Pin::keyring).filter(known -> !known.equals(keyring)).isPresent();
    boolean mine =
        profile.identity().filter(me -> me.email().equals(email)).isPresent()
            && profile.identity().filter(me -> me.keyring().equals(keyring)).isEmpty();
    return !ofAnother && !mine;
  }
}
