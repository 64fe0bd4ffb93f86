package io.medseal.client.dicom;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Texts in UTF-8, with a replacement character for each longest beginning of a letter that is none,
 * as the Unicode Standard has it (section 3.9) and every browser.
 */
final class Utf8 {
  private Utf8() {}

  static String decode(byte[] bytes) {
    Optional<String> whole = CharacterSets.strictly(StandardCharsets.UTF_8, bytes);
    if (whole.isPresent()) {
      return whole.get();
    }
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < bytes.length) {
      int first = bytes[at] & 0xff;
      int length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
      int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
      int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
      if (length == 0 || first > 0xf4) {
        text.append(CharacterSets.NO_LETTER);
        at++;
        continue;
      }
      int end = at + 1;
      while (end < bytes.length && end < at + length && within(bytes[end], least, most)) {
        end++;
        least = 0x80;
        most = 0xbf;
      }
      text.append(
          end == at + length
              ? new String(Arrays.copyOfRange(bytes, at, end), StandardCharsets.UTF_8)
              : CharacterSets.NO_LETTER);
      at = end;
    }
    return text.toString();
  }

  private static boolean within(byte value, int least, int most) {
    int code = value & 0xff;
    return code >= least && code <= most;
  }
}
