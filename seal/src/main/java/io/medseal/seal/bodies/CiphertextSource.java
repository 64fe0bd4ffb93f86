package io.medseal.seal.bodies;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Where the bytes of a stored body come from. */
@FunctionalInterface
public interface CiphertextSource {
  /**
   * Fills {@code into} from position to limit with the stored bytes from {@code offset} on.
   *
   * @throws EOFException if the stored body ends before
   * @throws IOException if reading fails
   */
  void read(long offset, ByteBuffer into) throws IOException;

  /**
   * From a file.
   *
   * @param start where the body begins in it
   */
  static CiphertextSource of(FileChannel file, long start) {
    return (offset, into) -> {
      long at = start + offset;
      while (into.hasRemaining()) {
        int read = file.read(into, at);
        if (read < 0) {
          throw new EOFException("the stored body ends early");
        }
        at += read;
      }
    };
  }
}
