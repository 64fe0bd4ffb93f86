package io.medseal.ledger.trees;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What the nodes of trees are hashed with. */
final class Hashes {
  private Hashes() {}

  /** SHA-256 of a first byte, which tells leaves and inner nodes apart, and what follows it. */
  static byte[] of(byte first, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(first);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
