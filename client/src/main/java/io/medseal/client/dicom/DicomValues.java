package io.medseal.client.dicom;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values that are always ASCII (PS3.5 section 6.2). What does not fit its form counts as absent.
 */
final class DicomValues {
  private static final Pattern DATE = Pattern.compile("(?!0000)(\\d{4})([.-]?)(\\d{2})\\2(\\d{2})");
  private static final Pattern TIME =
      Pattern.compile("(\\d{2})(?:(:?)(\\d{2})(?:\\2(\\d{2})(?:\\.\\d{1,6})?)?)?");
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,10}");

  private DicomValues() {}

  /** The first of the values, without padding and control characters. */
  static Optional<String> text(byte @Nullable [] value) {
    return value == null ? Optional.empty() : first(new String(value, StandardCharsets.ISO_8859_1));
  }

  static Optional<String> first(String values) {
    return trimmed(firstOf(values));
  }

  static String firstOf(String values) {
    int next = values.indexOf('\\');
    return next < 0 ? values : values.substring(0, next);
  }

  static Optional<String> trimmed(String text) {
    String clean = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return clean.isEmpty() ? Optional.empty() : Optional.of(clean);
  }

  static Optional<LocalDate> date(byte @Nullable [] value) {
    Matcher parts = DATE.matcher(text(value).orElse(""));
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDate.of(number(parts.group(1)), number(parts.group(3)), number(parts.group(4))));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  static Optional<LocalTime> time(byte @Nullable [] value) {
    Matcher parts = TIME.matcher(text(value).orElse(""));
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalTime.of(number(parts.group(1)), number(parts.group(3)), number(parts.group(4))));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  static OptionalInt integer(byte @Nullable [] value) {
    String text = text(value).orElse("");
    if (!INTEGER.matcher(text).matches()) {
      return OptionalInt.empty();
    }
    long number = Long.parseLong(text);
    return number == (int) number ? OptionalInt.of((int) number) : OptionalInt.empty();
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
