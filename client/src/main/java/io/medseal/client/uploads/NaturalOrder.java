package io.medseal.client.uploads;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order that people expect: {@code slice 9} before {@code slice 10}. */
final class NaturalOrder {
  private static final Pattern PIECE = Pattern.compile("\\d+|\\D+");

  static final Comparator<String> OF_TEXT = NaturalOrder::compare;
  static final Comparator<Path> BY_NAME = Comparator.comparing(Path::toString, OF_TEXT);

  private NaturalOrder() {}

  private static int compare(String left, String right) {
    Matcher a = PIECE.matcher(left);
    Matcher b = PIECE.matcher(right);
    while (true) {
      boolean more = a.find();
      if (!b.find()) {
        return more ? 1 : left.compareTo(right);
      }
      if (!more) {
        return -1;
      }
      boolean numbers = isNumber(a.group()) && isNumber(b.group());
      int order =
          numbers
              ? new BigInteger(a.group()).compareTo(new BigInteger(b.group()))
              : a.group().compareToIgnoreCase(b.group());
      if (order != 0) {
        return order;
      }
    }
  }

  /** Of the digits that the pattern knows; others are text. */
  private static boolean isNumber(String piece) {
    return piece.charAt(0) >= '0' && piece.charAt(0) <= '9';
  }
}
