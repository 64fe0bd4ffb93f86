package io.medseal.server.platform.http;

import io.medseal.protocol.problems.ProblemType;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages by key: one entry more than wanted is read, to know whether there is a next page. */
public final class Pages {
  /** Most entries of a page. */
  public static final int MOST = 200;

  private Pages() {}

  /** The asked limit, if it is one. */
  public static int limit(int asked) {
    if (asked < 1 || asked > MOST) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    return asked;
  }

  /** The page itself. */
  public static <T> List<T> first(List<T> rows, int limit) {
    return rows.size() > limit ? rows.subList(0, limit) : rows;
  }

  /** The key of the next page, null on the last. */
  public static <T> @Nullable String next(List<T> rows, int limit, Function<T, String> key) {
    return rows.size() > limit ? key.apply(rows.get(limit - 1)) : null;
  }
}
