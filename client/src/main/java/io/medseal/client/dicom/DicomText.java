package io.medseal.client.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Texts in the file's own character set (PS3.3 section C.12.1.1.2). What a set can't decode becomes
 * a replacement character.
 */
final class DicomText {
  private static final byte ESCAPE = 0x1b;
  private static final Map<String, String> SINGLE =
      Map.ofEntries(
          Map.entry("ISO_IR 100", "ISO-8859-1"),
          Map.entry("ISO_IR 101", "ISO-8859-2"),
          Map.entry("ISO_IR 109", "ISO-8859-3"),
          Map.entry("ISO_IR 110", "ISO-8859-4"),
          Map.entry("ISO_IR 144", "ISO-8859-5"),
          Map.entry("ISO_IR 127", "ISO-8859-6"),
          Map.entry("ISO_IR 126", "ISO-8859-7"),
          Map.entry("ISO_IR 138", "ISO-8859-8"),
          Map.entry("ISO_IR 148", "ISO-8859-9"),
          Map.entry("ISO_IR 203", "ISO-8859-15"),
          Map.entry("ISO_IR 13", "JIS_X0201"),
          Map.entry("ISO_IR 166", "TIS-620"),
          Map.entry("ISO_IR 192", "UTF-8"),
          Map.entry("GB18030", "GB18030"),
          Map.entry("GBK", "GBK"),
          Map.entry("ISO 2022 IR 87", "ISO-2022-JP-2"),
          Map.entry("ISO 2022 IR 159", "ISO-2022-JP-2"),
          Map.entry("ISO 2022 IR 149", "EUC-KR"),
          Map.entry("ISO 2022 IR 58", "GB2312"));

  private final Charset charset;
  private final boolean escapes;

  private DicomText(Charset charset, boolean escapes) {
    this.charset = charset;
    this.escapes = escapes;
  }

  /** By the value of Specific Character Set. */
  static DicomText of(byte @Nullable [] value) {
    if (value == null) {
      return new DicomText(StandardCharsets.ISO_8859_1, false);
    }
    String[] names = new String(value, StandardCharsets.US_ASCII).split("\\\\", -1);
    // With code extensions a multi-byte set stands last; the sets before it are parts of it.
    for (int i = names.length - 1; i >= 0; i--) {
      String name = names[i].replace('\0', ' ').strip();
      String java = SINGLE.get(name);
      if (java == null) {
        java = SINGLE.get(name.replace("ISO 2022 IR", "ISO_IR"));
      }
      if (java != null && Charset.isSupported(java)) {
        return new DicomText(Charset.forName(java), !java.startsWith("ISO-2022"));
      }
    }
    return new DicomText(StandardCharsets.ISO_8859_1, true);
  }

  Optional<String> text(byte @Nullable [] value) {
    return value == null ? Optional.empty() : DicomValues.first(decode(value));
  }

  /** {@code family^given^middle^prefix^suffix}, in up to three scripts joined by {@code =}. */
  List<String> personNames(byte @Nullable [] value) {
    List<String> names = new ArrayList<>();
    String all = value == null ? "" : decode(value);
    for (String script : all.split("=", -1)) {
      String[] parts = script.split("\\^", -1);
      List<String> inOrder = new ArrayList<>();
      for (int i : new int[] {3, 1, 2, 0, 4}) {
        if (i < parts.length) {
          DicomValues.trimmed(parts[i]).ifPresent(inOrder::add);
        }
      }
      if (!inOrder.isEmpty()) {
        names.add(String.join(" ", inOrder));
      }
    }
    return names;
  }

  private String decode(byte[] value) {
    return new String(escapes ? withoutEscapes(value) : value, charset);
  }

  /** Removes ISO 2022 escape sequences: ESC, intermediate bytes, one final byte. */
  private static byte[] withoutEscapes(byte[] value) {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream(value.length);
    int i = 0;
    while (i < value.length) {
      if (value[i] == ESCAPE) {
        i++;
        while (i < value.length && value[i] >= 0x20 && value[i] <= 0x2f) {
          i++;
        }
        i++;
      } else {
        out.write(value[i]);
        i++;
      }
    }
    return out.toByteArray();
  }
}
