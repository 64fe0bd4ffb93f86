package io.medseal.client.dicom;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Texts in the file's own character set (PS3.3 section C.12.1.1.2, PS3.5 section 6.1.2). What a set
 * can't decode becomes a replacement character. A file that names no set is read as UTF-8 where it
 * is that, else as Windows 1252.
 */
final class DicomText {
  private static final byte ESCAPE = 0x1b;

  private final Optional<Function<byte[], String>> whole;

  /** For bytes above 7F, before anything else is designated. */
  private final Optional<CharacterSets.CodeSet> upper;

  private final boolean guessed;

  private DicomText(List<String> numbers) {
    whole = numbers.stream().flatMap(number -> CharacterSets.whole(number).stream()).findFirst();
    Optional<CharacterSets.CodeSet> named =
        numbers.stream().flatMap(number -> CharacterSets.upper(number).stream()).findFirst();
    guessed = named.isEmpty() && !numbers.contains("87") && !numbers.contains("159");
    upper = guessed ? CharacterSets.upper("100") : named;
  }

  /** By the value of Specific Character Set. */
  static DicomText of(byte @Nullable [] value) {
    String terms = value == null ? "" : new String(value, StandardCharsets.ISO_8859_1);
    return new DicomText(
        Arrays.stream(terms.split("\\\\", -1)).map(CharacterSets::number).toList());
  }

  Optional<String> text(byte @Nullable [] value) {
    return value == null ? Optional.empty() : DicomValues.first(decode(value, false));
  }

  /**
   * {@code family^given^middle^prefix^suffix}, in up to three scripts joined by {@code =}, as
   * people write it.
   */
  List<String> personNames(byte @Nullable [] value) {
    List<String> names = new ArrayList<>();
    String all = value == null ? "" : DicomValues.firstOf(decode(value, true));
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

  /**
   * All of a value.
   *
   * @param name of a person: its groups and components end what was designated in them
   */
  String decode(byte[] value, boolean name) {
    if (whole.isPresent()) {
      return withoutMark(whole.get().apply(value));
    }
    boolean extended = false;
    for (byte each : value) {
      extended |= each == ESCAPE;
    }
    if (guessed && !extended) {
      Optional<String> text = CharacterSets.strictly(StandardCharsets.UTF_8, value);
      if (text.isPresent()) {
        return withoutMark(text.get());
      }
    }
    return new Extended(value, name).decode();
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** One value with code extensions. */
  private final class Extended {
    private final byte[] value;
    private final boolean name;
    private final StringBuilder text = new StringBuilder();
    private boolean ascii = true;
    private Optional<CharacterSets.CodeSet> low = Optional.empty();
    private Optional<CharacterSets.CodeSet> high = upper;
    private int at;

    Extended(byte[] value, boolean name) {
      this.value = value;
      this.name = name;
    }

    String decode() {
      while (at < value.length) {
        int code = value[at++] & 0xff;
        if (code == ESCAPE) {
          designate();
        } else if (code <= 0x20 || code == 0x7f) {
          text.append((char) code);
          if (code == '\t' || code == '\n' || code == '\f' || code == '\r') {
            reset();
          }
        } else if (code < 0x7f && ascii) {
          text.append((char) code);
          if (code == '\\' || (name && (code == '^' || code == '='))) {
            reset();
          }
        } else {
          letter(code, code > 0x7f ? high : low);
        }
      }
      return text.toString();
    }

    /** The first set of the file is in force again (PS3.5 section 6.1.2.5.3). */
    private void reset() {
      ascii = true;
      high = upper;
    }

    private void letter(int code, Optional<CharacterSets.CodeSet> set) {
      if (set.isPresent() && set.get() instanceof CharacterSets.Single single && code > 0x7f) {
        text.append(single.letters().get(code - 0x80));
      } else if (set.isPresent()
          && set.get() instanceof CharacterSets.Pairs pairs
          && at < value.length
          && isPair(code, value[at] & 0xff)) {
        text.append(pairs.letter(code & 0x7f, value[at++] & 0x7f));
      } else {
        text.append(CharacterSets.NO_LETTER);
      }
    }

    private static boolean isPair(int first, int second) {
      return isCode(first) && isCode(second) && (first > 0x7f) == (second > 0x7f);
    }

    private static boolean isCode(int code) {
      return (code & 0x7f) > 0x20 && (code & 0x7f) < 0x7f;
    }

    /** An escape sequence behind its first byte: bytes between, and one final byte. */
    private void designate() {
      int start = at;
      while (at < value.length && (value[at] & 0xf0) == 0x20) {
        at++;
      }
      String between =
          new String(value, start, Math.min(at - start, 3), StandardCharsets.ISO_8859_1);
      char last = at < value.length ? (char) (value[at] & 0xff) : 0;
      at++;
      switch (between) {
        case "-", ")", "$-", "$)" -> high = CharacterSets.designatedUpper(between, last);
        case "(" -> {
          ascii = last == 'B' || last == 'J';
          low = Optional.empty();
        }
        case "$", "$(" -> {
          ascii = false;
          low = CharacterSets.designatedLower(between, last);
        }
        default -> {}
      }
    }
  }
}
