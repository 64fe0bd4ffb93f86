package io.medseal.ledger.chains;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.PublicKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Keyring ids from what they are bound to (spec/keyrings.md section 3). */
public final class KeyringIds {
  private KeyringIds() {}

  /**
   * The id of a keyring.
   *
   * @param creator who makes it; not looked at for kinds that are made by themselves
   * @param parent the record of a section, null otherwise
   * @param keys of generation 1
   */
  public static KeyringId derive(
      KeyringKind kind, @Nullable KeyringId creator, @Nullable KeyringId parent, PublicKeys keys) {
    if (creator == null && !kind.madeByItself()) {
      throw new IllegalArgumentException("a " + kind.text() + " has a creator");
    }
    MessageDigest digest = sha256();
    digest.update("medseal/v1/keyring".getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    digest.update((byte) kind.code());
    digest.update(creator == null || kind.madeByItself() ? new byte[32] : creator.bytes());
    digest.update(parent == null ? new byte[32] : parent.bytes());
    digest.update(keys.hpke().toArray());
    if (keys.ed25519() != null && keys.mlDsa65() != null) {
      digest.update(keys.ed25519().toArray());
      digest.update(keys.mlDsa65().toArray());
    }
    return KeyringId.of(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
