package io.medseal.ledger.trees;

import io.medseal.ledger.ids.Sha256;
import java.nio.ByteBuffer;

/** What the nodes of trees are hashed with. */
final class Hashes {
  private Hashes() {}

  /** SHA-256 of a first byte, which tells leaves and inner nodes apart, and two parts. */
  static Sha256 of(byte first, byte[] one, byte[] other) {
    return Sha256.digest(
        ByteBuffer.allocate(1 + one.length + other.length).put(first).put(one).put(other).array());
  }
}
