package io.medseal.seal.manifests;

import io.medseal.seal.SealException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Names that can't leave the folder they are written into (spec/bodies.md section 4). */
public final class FileNames {
  /** Longest name, in bytes of UTF-8. */
  public static final int MAX_BYTES = 1_024;

  private FileNames() {}

  /**
   * Refuses anything but relative segments joined by {@code /}.
   *
   * @throws SealException.Malformed for an empty name or segment, {@code .}, {@code ..}, a
   *     backslash, a control character, or more than 1,024 bytes
   */
  public static void check(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isISOControl(name.charAt(i)) || name.charAt(i) == '\\') {
        throw new SealException.Malformed("a file name has a character that is not allowed");
      }
    }
    for (String segment : name.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw new SealException.Malformed(
            "a file name is relative and has no empty or dot segment");
      }
    }
    try {
      if (StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name)).remaining()
          > MAX_BYTES) {
        throw new SealException.Malformed("a file name has at most 1,024 bytes");
      }
    } catch (CharacterCodingException _) {
      throw new SealException.Malformed("a file name is not Unicode text");
    }
  }
}
