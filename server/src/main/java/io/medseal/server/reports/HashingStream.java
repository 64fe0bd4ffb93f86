package io.medseal.server.reports;

import io.medseal.ledger.reports.HashList;
import io.medseal.ledger.reports.PartHasher;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Hashes the part that is read from it, while it arrives. */
final class HashingStream extends FilterInputStream {
  private final PartHasher hasher = new PartHasher();

  HashingStream(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    if (read >= 0) {
      hasher.update(new byte[] {(byte) read}, 0, 1);
    }
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    if (read > 0) {
      hasher.update(into, offset, read);
    }
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    throw new IOException("what is hashed is read");
  }

  /** Of everything read; ends the hashing. */
  HashList finish() {
    return hasher.finish();
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
