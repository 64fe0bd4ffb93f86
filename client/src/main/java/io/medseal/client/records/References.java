package io.medseal.client.records;

import io.medseal.client.problems.InputException;
import io.medseal.seal.index.SealedIndex;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Finds things by what people type: the beginning of an id, as long as only one begins so, or a
 * name.
 */
public final class References {
  private static final Pattern ID_PREFIX = Pattern.compile("[0-9a-f]{2,64}");
  private static final int SHOWN = 12;
  private static final int MOST_NAMED = 5;

  private References() {}

  /** Whether this can be the beginning of an id. */
  public static boolean isIdPrefix(String typed) {
    return ID_PREFIX.matcher(typed).matches();
  }

  /**
   * The one thing that is meant.
   *
   * @param kind for the error: record, section, report
   * @param id of a thing, in hexadecimal digits
   * @param name of a thing, if it has one
   * @throws InputException.NoSuch if there is none
   * @throws InputException.Ambiguous if there are several
   */
  public static <T> T one(
      String kind,
      String typed,
      Collection<T> things,
      Function<T, String> id,
      Function<T, Optional<String>> name) {
    String wanted = typed.strip();
    String lower = wanted.toLowerCase(Locale.ROOT);
    List<T> found =
        things.stream()
            .filter(thing -> name.apply(thing).filter(own -> isSame(own, wanted)).isPresent())
            .toList();
    if (found.isEmpty() && isIdPrefix(lower)) {
      found = things.stream().filter(thing -> id.apply(thing).startsWith(lower)).toList();
    }
    if (found.isEmpty()) {
      throw new InputException.NoSuch(kind, wanted);
    }
    if (found.size() > 1) {
      throw new InputException.Ambiguous(
          kind,
          wanted,
          found.stream()
              .limit(MOST_NAMED)
              .map(
                  thing ->
                      id.apply(thing)
                          .substring(
                              0, Math.min(SHOWN + wanted.length(), id.apply(thing).length())))
              .toList());
    }
    return found.getFirst();
  }

  private static boolean isSame(String name, String typed) {
    return SealedIndex.folded(name).equals(SealedIndex.folded(typed));
  }
}
