package io.medseal.seal.slots;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.seal.SealException;
import io.medseal.seal.secrets.AuthenticationKey;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.secrets.Secret;
import io.medseal.seal.secrets.UnlockKey;
import io.medseal.seal.secrets.WrapKey;
import io.medseal.seal.suite.AesGcm;
import io.medseal.seal.suite.Hkdf;
import io.medseal.seal.suite.Suite;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/** Seals and opens unlock slots (spec/accounts.md sections 1 and 2). */
public final class Slots {
  /** Length of every slot. */
  public static final int BYTES = 1 + AesGcm.OVERHEAD + Secret.BYTES;

  private static final byte[] DOMAIN = "medseal/v1/slot".getBytes(StandardCharsets.UTF_8);

  private Slots() {}

  /** The key that opens a slot; it never leaves the device. */
  public static WrapKey wrapKey(UnlockKey unlockKey) {
    return derive(unlockKey, "medseal/v1/slot/wrap", WrapKey::of);
  }

  /** The key that the service asks for at log-in; it opens nothing. */
  public static AuthenticationKey authenticationKey(UnlockKey unlockKey) {
    return derive(unlockKey, "medseal/v1/slot/authenticate", AuthenticationKey::of);
  }

  /**
   * Seals a keyring's current secret.
   *
   * @param generation of the secret, from 1
   */
  public static Bytes seal(
      WrapKey wrapKey, SlotKind kind, KeyringId keyring, int generation, GenerationSecret secret) {
    byte[] key = wrapKey.revealSecretBytes();
    byte[] content = secret.revealSecretBytes();
    try {
      return Bytes.of(
          AesGcm.seal(new byte[] {Suite.ONE}, key, associated(kind, keyring, generation), content));
    } finally {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(content, (byte) 0);
    }
  }

  /**
   * Opens a slot.
   *
   * @throws SealException.WrongKey if it does not open: another password or code, another keyring,
   *     kind or generation, or changed bytes; these can't be told apart
   * @throws SealException.Malformed if it has not a slot's length
   * @throws SealException.UnknownSuite if it is of another suite
   */
  public static GenerationSecret open(
      WrapKey wrapKey, SlotKind kind, KeyringId keyring, int generation, Bytes slot) {
    byte[] bytes = slot.toArray();
    Suite.check(bytes);
    if (bytes.length != BYTES) {
      throw new SealException.Malformed("a slot has 61 bytes");
    }
    byte[] key = wrapKey.revealSecretBytes();
    try {
      byte[] content =
          AesGcm.open(
              bytes,
              1,
              key,
              associated(kind, keyring, generation),
              () -> new SealException.WrongKey("the slot does not open"));
      try {
        return GenerationSecret.of(content);
      } finally {
        Arrays.fill(content, (byte) 0);
      }
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] associated(SlotKind kind, KeyringId keyring, int generation) {
    if (generation < 1) {
      throw new SealException.Malformed("generations count from 1");
    }
    return ByteBuffer.allocate(DOMAIN.length + 1 + KeyringId.BYTES + 4)
        .put(DOMAIN)
        .put((byte) kind.code())
        .put(keyring.bytes())
        .putInt(generation)
        .array();
  }

  private static <S extends Secret> S derive(
      UnlockKey unlockKey, String info, Function<byte[], S> secret) {
    byte[] bytes = Hkdf.derive(unlockKey, info);
    try {
      return secret.apply(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
