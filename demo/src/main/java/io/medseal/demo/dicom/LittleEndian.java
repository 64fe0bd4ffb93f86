package io.medseal.demo.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Collects numbers, least significant byte first. */
final class LittleEndian {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(16);

  LittleEndian int16(int value) {
    bytes.write(value);
    bytes.write(value >>> 8);
    return this;
  }

  LittleEndian int32(int value) {
    return int16(value).int16(value >>> 16);
  }

  LittleEndian float64(double value) {
    long bits = Double.doubleToLongBits(value);
    return int32((int) bits).int32((int) (bits >>> 32));
  }

  /** A tag: its group, then its element. */
  LittleEndian tag(int number) {
    return int16(number >>> 16).int16(number);
  }

  LittleEndian ascii(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
