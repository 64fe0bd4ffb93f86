package io.medseal.seal.slots;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.seal.SealException;
import io.medseal.seal.secrets.WrapKey;
import io.medseal.seal.suite.AesGcm;
import io.medseal.seal.suite.Suite;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a locked profile keeps, sealed as a slot is but never sent: suite (1) ‖ nonce (12) ‖
 * AES-256-GCM of the content under the wrap key ‖ tag (16), with the associated data {@code
 * "medseal/v1/profile" ‖ keyring id (32) ‖ u32 generation}. No other program reads it.
 */
public final class Lockbox {
  private static final byte[] DOMAIN = "medseal/v1/profile".getBytes(StandardCharsets.UTF_8);

  private Lockbox() {}

  /**
   * Seals.
   *
   * @param content not changed; the caller overwrites it
   */
  public static Bytes seal(WrapKey wrapKey, KeyringId keyring, int generation, byte[] content) {
    byte[] key = wrapKey.revealSecretBytes();
    try {
      return Bytes.of(
          AesGcm.seal(new byte[] {Suite.ONE}, key, associated(keyring, generation), content));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Opens.
   *
   * @return the content, which the caller overwrites
   * @throws SealException.WrongKey if it does not open: another passphrase, keyring or generation,
   *     or changed bytes; these can't be told apart
   * @throws SealException.UnknownSuite if it is of another suite
   */
  public static byte[] open(WrapKey wrapKey, KeyringId keyring, int generation, Bytes box) {
    byte[] bytes = box.toArray();
    Suite.check(bytes);
    if (bytes.length < 1 + AesGcm.OVERHEAD) {
      throw new SealException.Malformed("a lockbox is longer");
    }
    byte[] key = wrapKey.revealSecretBytes();
    try {
      return AesGcm.open(
          bytes,
          1,
          key,
          associated(keyring, generation),
          () -> new SealException.WrongKey("the lockbox does not open"));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] associated(KeyringId keyring, int generation) {
    return ByteBuffer.allocate(DOMAIN.length + KeyringId.BYTES + 4)
        .put(DOMAIN)
        .put(keyring.bytes())
        .putInt(generation)
        .array();
  }
}
