package io.medseal.server.reports;

import io.medseal.ledger.reports.HashList;
import io.medseal.ledger.reports.PartHasher;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Hashes the part that is written to it. */
final class HashingChannel implements WritableByteChannel {
  private final PartHasher hasher = new PartHasher();

  @Override
  public int write(ByteBuffer bytes) {
    int written = bytes.remaining();
    hasher.update(bytes);
    return written;
  }

  /** Of everything written; ends the hashing. */
  HashList finish() {
    return hasher.finish();
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
