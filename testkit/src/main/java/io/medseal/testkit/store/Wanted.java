package io.medseal.testkit.store;

import java.util.Arrays;

/**
 * Bytes that are looked for, with how far a search may skip (Horspool).
 *
 * @param form how they stand for what is looked for
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity
record Wanted(String form, byte[] bytes, int[] skip) {
  static Wanted of(String form, byte[] bytes) {
    int[] skip = new int[256];
    Arrays.fill(skip, bytes.length);
    for (int i = 0; i < bytes.length - 1; i++) {
      skip[bytes[i] & 0xff] = bytes.length - 1 - i;
    }
    return new Wanted(form, bytes, skip);
  }

  /** Whether they are among the first {@code length} bytes. */
  boolean isIn(byte[] all, int length) {
    int last = bytes.length - 1;
    for (int at = 0; at + last < length; at += skip[all[at + last] & 0xff]) {
      if (Arrays.equals(all, at, at + bytes.length, bytes, 0, bytes.length)) {
        return true;
      }
    }
    return false;
  }
}
