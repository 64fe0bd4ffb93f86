package io.medseal.demo.video;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A box of an MP4 file: its length, its name, then numbers (big endian), text and other boxes. */
final class Box {
  private static final long LENGTH_BYTES = 4;

  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final long declaredLength;

  private Box(long declaredLength) {
    this.declaredLength = declaredLength;
  }

  static Box of(String name) {
    return new Box(-1).text(name);
  }

  /** A box with a version and flags. */
  static Box full(String name, int version, int flags) {
    return of(name).int32(version << 24 | flags);
  }

  /** The head of a box whose content is written by someone else. */
  static Box header(String name, long length) {
    return new Box(length).text(name);
  }

  Box int16(int value) {
    content.write(value >>> 8);
    content.write(value);
    return this;
  }

  Box int32(int... values) {
    for (int value : values) {
      int16(value >>> 16).int16(value);
    }
    return this;
  }

  Box int64(long value) {
    return int32((int) (value >>> 32), (int) value);
  }

  Box text(String ascii) {
    return bytes(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  Box bytes(byte[] bytes) {
    content.writeBytes(bytes);
    return this;
  }

  Box zeros(int count) {
    return bytes(new byte[count]);
  }

  Box box(Box inner) {
    return int32((int) inner.length()).content(inner);
  }

  /** Adds what another box holds, without its length. */
  Box content(Box other) {
    return bytes(other.content.toByteArray());
  }

  /** With the four bytes of the length itself. */
  long length() {
    return content.size() + LENGTH_BYTES;
  }

  void writeTo(OutputStream out) throws IOException {
    long length = declaredLength < 0 ? length() : declaredLength;
    out.write(new Box(-1).int32((int) length).content.toByteArray());
    content.writeTo(out);
  }
}
