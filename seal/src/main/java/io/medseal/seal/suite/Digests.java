package io.medseal.seal.suite;

import io.medseal.ledger.ids.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256. */
public final class Digests {
  private Digests() {}

  /** A new digest. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of a label's UTF-8 bytes followed by the parts. */
  public static byte[] sha256(String label, byte[]... parts) {
    MessageDigest digest = sha256();
    digest.update(label.getBytes(StandardCharsets.UTF_8));
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  /** What the digest has taken in, as an id. */
  public static Sha256 finish(MessageDigest digest) {
    return Sha256.of(digest.digest());
  }
}
