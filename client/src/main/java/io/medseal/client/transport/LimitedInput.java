package io.medseal.client.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** Ends what is longer than it may be: a few bytes can be made to unpack to any number. */
final class LimitedInput extends FilterInputStream {
  private final Supplier<? extends RuntimeException> tooLong;
  private long left;

  LimitedInput(InputStream in, long most, Supplier<? extends RuntimeException> tooLong) {
    super(in);
    this.left = most;
    this.tooLong = tooLong;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int read = super.read(into, from, length);
    count(Math.max(0, read));
    return read;
  }

  @Override
  public long skip(long length) throws IOException {
    long skipped = super.skip(length);
    count(skipped);
    return skipped;
  }

  private void count(long read) {
    left -= read;
    if (left < 0) {
      throw tooLong.get();
    }
  }
}
