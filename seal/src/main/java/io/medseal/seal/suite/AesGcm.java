package io.medseal.seal.suite;

import io.medseal.seal.SealException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM of one small object: nonce (12, random) ‖ ciphertext ‖ tag (16). */
public final class AesGcm {
  public static final int NONCE_BYTES = 12;
  public static final int TAG_BYTES = 16;

  /** Nonce and tag. */
  public static final int OVERHEAD = NONCE_BYTES + TAG_BYTES;

  private AesGcm() {}

  /**
   * Seals under a new random nonce.
   *
   * @param before bytes that stand before the nonce in the result
   */
  public static byte[] seal(byte[] before, byte[] key, byte[] associated, byte[] content) {
    byte[] out = Arrays.copyOf(before, before.length + OVERHEAD + content.length);
    byte[] nonce = Suite.random(NONCE_BYTES);
    System.arraycopy(nonce, 0, out, before.length, NONCE_BYTES);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
      cipher.updateAAD(associated);
      cipher.doFinal(content, 0, content.length, out, before.length + NONCE_BYTES);
      return out;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Opens what stands from {@code offset} to the end of {@code sealed}.
   *
   * @param failure thrown if the tag does not match
   * @throws SealException.Malformed if there is no room for nonce and tag
   */
  public static byte[] open(
      byte[] sealed, int offset, byte[] key, byte[] associated, Supplier<SealException> failure) {
    if (sealed.length - offset < OVERHEAD) {
      throw new SealException.Malformed("too short for a nonce and a tag");
    }
    try {
      Cipher cipher =
          cipher(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, sealed, offset, NONCE_BYTES));
      cipher.updateAAD(associated);
      return cipher.doFinal(sealed, offset + NONCE_BYTES, sealed.length - offset - NONCE_BYTES);
    } catch (AEADBadTagException _) {
      throw failure.get();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, GCMParameterSpec nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), nonce);
    return cipher;
  }
}
