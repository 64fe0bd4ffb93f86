package io.medseal.seal.suite;

import io.medseal.seal.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** HKDF-SHA256 with 32 bytes of output. */
public final class Hkdf {
  private static final byte[] NO_SALT = {};

  private Hkdf() {}

  /** Without salt. The caller overwrites the result. */
  public static byte[] derive(Secret key, String info) {
    return derive(key, NO_SALT, info.getBytes(StandardCharsets.UTF_8));
  }

  /** With this salt. The caller overwrites the result. */
  public static byte[] derive(Secret key, byte[] salt, byte[] info) {
    byte[] input = key.revealSecretBytes();
    try {
      HKDFParameterSpec.Builder extract = HKDFParameterSpec.ofExtract().addIKM(input);
      if (salt.length > 0) {
        extract.addSalt(salt);
      }
      return KDF.getInstance("HKDF-SHA256").deriveData(extract.thenExpand(info, Secret.BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      Arrays.fill(input, (byte) 0);
    }
  }
}
