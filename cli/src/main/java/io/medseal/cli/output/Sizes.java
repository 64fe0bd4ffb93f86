package io.medseal.cli.output;

import java.util.Locale;

/** Numbers of bytes, for people. */
public final class Sizes {
  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Sizes() {}

  /** Three digits and a unit of 1,024: {@code 0 B}, {@code 512 B}, {@code 1.5 MiB}. */
  public static String of(long bytes) {
    if (bytes < 1_024) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    do {
      value /= 1_024;
      unit++;
    } while (value >= 999.5 && unit < UNITS.length - 1);
    return String.format(
        Locale.ROOT,
        value < 9.995 ? "%.2f %s" : value < 99.95 ? "%.1f %s" : "%.0f %s",
        value,
        UNITS[unit]);
  }
}
