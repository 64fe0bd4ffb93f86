package io.medseal.cli.output;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Times and dates as they are written and read. */
public final class Times {
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  /** Years have four digits, in any zone. */
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private Times() {}

  /** For programs: RFC 3339 in UTC with three fraction digits. */
  public static String utc(Instant time) {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
        .format(time.atOffset(ZoneOffset.UTC));
  }

  /** For people: their own clock, to the minute. */
  public static String local(Instant time, ZoneId zone) {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(time.atZone(zone));
  }

  /** For people: the last day where a day's end is meant, else the minute. */
  public static String end(Instant until, ZoneId zone) {
    ZonedDateTime end = until.atZone(zone);
    LocalDate day = end.toLocalDate();
    return day.atStartOfDay(zone).equals(end) ? day.minusDays(1).toString() : local(until, zone);
  }

  /**
   * Until when: a date, which counts to its end, or a time; before the end of the year 9999.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Instant until(String word, ZoneId zone) {
    Instant until = moment(word, zone, 1);
    if (until.isAfter(LAST)) {
      throw new IllegalArgumentException(
          "'" + word + "' is too far away; leave the option out where there is no end");
    }
    return until;
  }

  /**
   * When: a date, which stands for its beginning, or a time.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Instant at(String word, ZoneId zone) {
    return moment(word, zone, 0);
  }

  /**
   * A date.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static LocalDate date(String word) {
    if (!DATE.matcher(word).matches()) {
      throw new IllegalArgumentException("'" + word + "' is not a date; write it as 2026-11-23");
    }
    try {
      return LocalDate.parse(word);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'" + word + "' is not in the calendar", e);
    }
  }

  private static Instant moment(String word, ZoneId zone, int daysLater) {
    try {
      return DATE.matcher(word).matches()
          ? date(word).plusDays(daysLater).atStartOfDay(zone).toInstant()
          : Instant.parse(word);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'"
              + word
              + "' is neither a date such as 2026-11-23 nor a time such as"
              + " 2026-11-23T12:00:00Z",
          e);
    }
  }
}
