package io.medseal.server.platform.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What is kept of a secret that a caller shows: its hash, under a name for its use. */
public final class Digests {
  private Digests() {}

  /** SHA-256 of {@code domain ‖ secret}, in hexadecimal. */
  public static String of(String domain, byte[] secret) {
    MessageDigest digest = sha256();
    digest.update(domain.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest(secret));
  }

  /** Whether two digests are the same, in a time that does not tell how much of them is. */
  public static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  /** A new SHA-256. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
