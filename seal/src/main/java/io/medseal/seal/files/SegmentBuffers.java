package io.medseal.seal.files;

import io.medseal.seal.bodies.BodyLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** One thread's buffers: a segment in, a segment out. */
final class SegmentBuffers {
  final byte[] in = new byte[BodyLayout.SEGMENT_CIPHERTEXT];
  final byte[] out = new byte[BodyLayout.SEGMENT_CIPHERTEXT];

  private final ByteBuffer direct = ByteBuffer.allocateDirect(BodyLayout.SEGMENT_CIPHERTEXT);

  /** Reads into {@link #in}; false if the file ends before. */
  boolean read(FileChannel file, long offset, int length) throws IOException {
    direct.clear().limit(length);
    while (direct.hasRemaining()) {
      if (file.read(direct, offset + direct.position()) < 0) {
        return false;
      }
    }
    direct.flip().get(in, 0, length);
    return true;
  }

  /** Writes from {@link #out}. */
  void write(FileChannel file, long offset, int length) throws IOException {
    write(file, offset, out, length);
  }

  /** Writes other bytes, at most a segment. */
  void write(FileChannel file, long offset, byte[] bytes, int length) throws IOException {
    direct.clear().put(bytes, 0, length).flip();
    while (direct.hasRemaining()) {
      file.write(direct, offset + direct.position());
    }
  }
}
