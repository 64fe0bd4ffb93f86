package io.medseal.client.dicom;

import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Texts in GB 18030, or in GBK, which is part of it. The virtual machine swallows bytes behind what
 * is no letter; here a byte below 80 never is, so that what ends a name's component ends it.
 */
final class Gb18030 {
  private static final Charset CHARSET = Charset.forName("GB18030");

  private Gb18030() {}

  static String decode(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < bytes.length) {
      if (bytes[at] >= 0) {
        text.append((char) bytes[at++]);
        continue;
      }
      int length = lengthAt(bytes, at);
      String letter =
          length == 0
              ? CharacterSets.NO_LETTER
              : CharacterSets.strictly(CHARSET, Arrays.copyOfRange(bytes, at, at + length))
                  .filter(one -> one.codePointCount(0, one.length()) == 1)
                  .orElse(CharacterSets.NO_LETTER);
      text.append(letter);
      boolean keepsNext =
          letter.equals(CharacterSets.NO_LETTER) && at + 1 < bytes.length && bytes[at + 1] >= 0;
      at += length == 0 || keepsNext ? 1 : length;
    }
    return text.toString();
  }

  /** Of a letter's code; 0 where none begins. */
  private static int lengthAt(byte[] bytes, int at) {
    int first = code(bytes, at);
    int second = code(bytes, at + 1);
    int third = code(bytes, at + 2);
    if (first < 0x81 || first > 0xfe) {
      return 0;
    }
    if (isDigit(second)) {
      return third > 0x80 && third < 0xff && isDigit(code(bytes, at + 3)) ? 4 : 0;
    }
    return second > 0x3f && second < 0xff && second != 0x7f ? 2 : 0;
  }

  private static int code(byte[] bytes, int at) {
    return at < bytes.length ? bytes[at] & 0xff : 0;
  }

  private static boolean isDigit(int code) {
    return code > 0x2f && code < 0x3a;
  }
}
