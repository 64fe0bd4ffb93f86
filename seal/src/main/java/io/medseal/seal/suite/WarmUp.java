package io.medseal.seal.suite;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Brings AES-GCM to speed in a process that has just started: the virtual machine compiles what is
 * called often, and a body is sealed in few large calls, so that its first gigabyte would be slow.
 * A few thousand small calls cost less than they save from some ten megabytes on.
 */
public final class WarmUp {
  private static final int CALLS = 5_000;
  private static final int MESSAGE = 1_024;

  private static boolean done;

  private WarmUp() {}

  /** Works once in a process; later calls return at once. Others wait meanwhile. */
  public static synchronized void aesGcm() {
    if (done) {
      return;
    }
    done = true;
    SecretKeySpec key = new SecretKeySpec(Suite.random(32), "AES");
    byte[] plain = new byte[MESSAGE];
    byte[] sealed = new byte[MESSAGE + AesGcm.TAG_BYTES];
    byte[] nonce = new byte[AesGcm.NONCE_BYTES];
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      for (int i = 0; i < CALLS; i++) {
        Arrays.fill(nonce, (byte) i); // not secret, not repeated twice in a row: as the JDK asks
        GCMParameterSpec parameters = new GCMParameterSpec(8 * AesGcm.TAG_BYTES, nonce);
        cipher.init(Cipher.ENCRYPT_MODE, key, parameters);
        cipher.doFinal(plain, 0, MESSAGE, sealed, 0);
        cipher.init(Cipher.DECRYPT_MODE, key, parameters);
        cipher.doFinal(sealed, 0, sealed.length, plain, 0);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
