package io.medseal.client.dicom;

import io.medseal.client.problems.DicomException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Numbers and bytes of a header, up to a limit. */
final class HeaderInput {
  /** More than any header: sequences before the patient's data may hold thousands of references. */
  static final long LIMIT = 32L * 1024 * 1024;

  private final InputStream in;
  private long left = LIMIT;

  HeaderInput(InputStream in) {
    this.in = in;
  }

  /** Exactly that many bytes. */
  byte[] bytes(int length) throws IOException {
    take(length);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  /** Whether the input ends here; else the next bytes. */
  byte[] bytesOrEnd(int length) throws IOException {
    take(length);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length != 0 && bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  /** How many bytes were taken. */
  long position() {
    return LIMIT - left;
  }

  void skip(long length) throws IOException {
    take(length);
    in.skipNBytes(length);
  }

  private void take(long length) {
    if (length < 0 || length > left) {
      throw new DicomException("its header is longer than any header");
    }
    left -= length;
  }

  static int u16(byte[] bytes, int at, boolean bigEndian) {
    int first = bytes[at] & 0xff;
    int second = bytes[at + 1] & 0xff;
    return bigEndian ? first << 8 | second : second << 8 | first;
  }

  static int i32(byte[] bytes, int at, boolean bigEndian) {
    int first = u16(bytes, at, bigEndian);
    int second = u16(bytes, at + 2, bigEndian);
    return bigEndian ? first << 16 | second : second << 16 | first;
  }

  static long u32(byte[] bytes, int at, boolean bigEndian) {
    return i32(bytes, at, bigEndian) & 0xffff_ffffL;
  }

  /** A tag is two 16-bit numbers, each in the byte order of the data set. */
  static int tag(byte[] bytes, int at, boolean bigEndian) {
    return u16(bytes, at, bigEndian) << 16 | u16(bytes, at + 2, bigEndian);
  }
}
