package io.medseal.cli.output;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text from others, made safe to print: names and titles come from whoever wrote them, and a
 * terminal obeys control characters.
 */
public final class Plain {
  /** Some scripts are not written without these two. */
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;

  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private static final Pattern BLANKS =
      Pattern.compile("[\\p{Zs}\\u115F\\u1160\\u2800\\u3164\\uFFA0]+");

  private Plain() {}

  /** One line: control characters, and those that change the writing direction, become blanks. */
  public static String line(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(point -> safe.appendCodePoint(isPrinted(point) ? point : ' '));
    return safe.toString().strip();
  }

  /** As {@link #line}, and blanks of any width and number become one: they part columns. */
  static String cell(String text) {
    return BLANKS.matcher(line(text)).replaceAll(" ").strip();
  }

  /** A JSON text whose strings hold, as escapes, what {@link #line} leaves out. */
  static String escaped(String json) {
    StringBuilder safe = new StringBuilder(json.length());
    json.codePoints()
        .forEach(
            point -> {
              if (isPrinted(point) || point == '\n' || point == '\r') {
                safe.appendCodePoint(point); // line ends stand between tokens only
              } else {
                for (char unit : Character.toChars(point)) {
                  safe.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
              }
            });
    return safe.toString();
  }

  /** How many columns a terminal needs for it. */
  static int width(String text) {
    return text.codePoints().map(Plain::width).sum();
  }

  private static boolean isPrinted(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      case Character.FORMAT -> point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER;
      default -> true;
    };
  }

  private static int width(int point) {
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return isWide(point) ? 2 : 1;
  }

  /** The wide ranges of East Asian scripts and pictographs, coarsely. */
  private static boolean isWide(int point) {
    return (point >= 0x1100 && point <= 0x115F)
        || (point >= 0x2E80 && point <= 0xA4CF)
        || (point >= 0xAC00 && point <= 0xD7A3)
        || (point >= 0xF900 && point <= 0xFAFF)
        || (point >= 0xFE30 && point <= 0xFE6F)
        || (point >= 0xFF00 && point <= 0xFF60)
        || (point >= 0xFFE0 && point <= 0xFFE6)
        || (point >= 0x1F300 && point <= 0x1FAFF)
        || (point >= 0x20000 && point <= 0x3FFFD);
  }
}
