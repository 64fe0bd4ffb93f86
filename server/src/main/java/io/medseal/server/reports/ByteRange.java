package io.medseal.server.reports;

import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.http.ProblemException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One range of a body (RFC 9110 section 14).
 *
 * @param first offset of its first byte
 */
record ByteRange(long first, long length) {
  private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * The range that a header asks for; empty for the whole body: no header, another unit, or several
   * ranges, all of which a server may answer with the whole.
   *
   * @throws ProblemException {@code range-not-satisfiable} if it begins behind the end
   */
  static Optional<ByteRange> of(@Nullable String header, long total) {
    Matcher single = SINGLE.matcher(header == null ? "" : header.replace(" ", ""));
    if (!single.matches() || (single.group(1).isEmpty() && single.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (single.group(1).isEmpty()) {
      long suffix = Math.min(Long.parseLong(single.group(2)), total);
      return Optional.of(satisfiable(total - suffix, suffix, total));
    }
    long first = Long.parseLong(single.group(1));
    long last =
        single.group(2).isEmpty()
            ? total - 1
            : Math.min(Long.parseLong(single.group(2)), total - 1);
    return !single.group(2).isEmpty() && Long.parseLong(single.group(2)) < first
        ? Optional.empty()
        : Optional.of(satisfiable(first, last - first + 1, total));
  }

  private static ByteRange satisfiable(long first, long length, long total) {
    if (first >= total || length <= 0) {
      throw ProblemException.of(ProblemType.RANGE_NOT_SATISFIABLE);
    }
    return new ByteRange(first, length);
  }
}
