package io.medseal.server.reports;

import io.medseal.ledger.ids.Sha256;
import io.medseal.server.platform.auth.Digests;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;

/** Hashes what is written to it. */
final class DigestChannel implements WritableByteChannel {
  private final MessageDigest digest = Digests.sha256();

  @Override
  public int write(ByteBuffer bytes) {
    int written = bytes.remaining();
    digest.update(bytes);
    return written;
  }

  /** Of everything written; ends the hashing. */
  Sha256 sha256() {
    return Sha256.of(digest.digest());
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {
    // nothing to let go of
  }
}
