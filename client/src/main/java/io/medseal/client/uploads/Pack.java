package io.medseal.client.uploads;

import java.nio.ByteBuffer;

/** The content of a report from its first byte to its last; one thread. */
interface Pack extends AutoCloseable {
  /** Fills the buffer from its position to its limit. */
  void read(ByteBuffer into);

  @Override
  void close();
}
