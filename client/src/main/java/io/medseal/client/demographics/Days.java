package io.medseal.client.demographics;

import io.medseal.client.problems.InputException;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Days on which people are born and examined. */
public final class Days {
  private static final LocalDate FIRST = LocalDate.of(1850, 1, 1);

  private Days() {}

  /**
   * Refuses a day that has begun nowhere on earth, and one before any patient's time.
   *
   * @throws InputException.BadValue if so
   */
  public static void requireReached(LocalDate day) {
    if (!isReached(day)) {
      throw new InputException.BadValue(day + " has not come yet; correct the date.");
    }
    if (day.isBefore(FIRST)) {
      throw new InputException.BadValue(day + " is too long ago; correct the date.");
    }
  }

  /** Whether it has begun anywhere on earth. */
  public static boolean isReached(LocalDate day) {
    return !day.isAfter(LocalDate.now(ZoneOffset.ofHours(14)));
  }
}
