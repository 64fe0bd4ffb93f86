package io.medseal.cli.output;

import java.util.Collection;
import java.util.TreeSet;

/**
 * Ids cut to beginnings that still tell those of one answer apart: 8 digits, or as many as needed.
 */
public final class ShortIds {
  private static final int SHORTEST = 8;

  private final int length;

  private ShortIds(int length) {
    this.length = length;
  }

  /** For ids that stand together. */
  public static ShortIds of(Collection<String> ids) {
    int length = SHORTEST;
    String before = "";
    for (String id : new TreeSet<>(ids)) {
      int same = 0;
      while (same < Math.min(before.length(), id.length())
          && before.charAt(same) == id.charAt(same)) {
        same++;
      }
      length = Math.max(length, same + 1);
      before = id;
    }
    return new ShortIds(length);
  }

  /** One id alone. */
  public static String alone(String id) {
    return new ShortIds(SHORTEST).cut(id);
  }

  /** The id's beginning. */
  public String cut(String id) {
    return id.length() <= length ? id : id.substring(0, length);
  }
}
