package io.medseal.client.transport;

import io.medseal.client.problems.TrustException;
import io.medseal.ledger.ids.ReportId;
import java.net.http.HttpHeaders;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of a report's body that is asked for, inside of what its author signed: a service that
 * answers less does not hold what was sealed. An answer that breaks off before the length that it
 * announced is something else, a broken connection, and is asked for again.
 */
record BodyRange(ReportId report, long size, long from, int length) {
  private static final int SHOWN = 12;
  private static final int OUT_OF_RANGE = 416;
  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");
  private static final Pattern NO_RANGE = Pattern.compile("bytes \\*/(\\d{1,18})");

  /** For the request. */
  String header() {
    return "bytes=" + from + "-" + last();
  }

  /** Whether an answer announces exactly this range of a body of exactly this size. */
  boolean isAnswered(HttpHeaders headers) {
    Matcher range = range(headers);
    OptionalLong announced = headers.firstValueAsLong("Content-Length");
    return range.matches()
        && Long.parseLong(range.group(1)) == from
        && Long.parseLong(range.group(2)) == last()
        && Long.parseLong(range.group(3)) == size
        && (announced.isEmpty() || announced.getAsLong() == length);
  }

  /**
   * Refuses an answer that announces another range, or a body of another size.
   *
   * @throws TrustException.ChangedParts if it does
   */
  void refuseOther(int status, HttpHeaders headers) {
    if (status == OUT_OF_RANGE || (status == 206 && !isAnswered(headers))) {
      long stored = stored(headers).orElse(0);
      throw new TrustException.ChangedParts(
          report.hex().substring(0, SHOWN),
          stored + " bytes stored of " + size,
          stored > size ? "tampered" : "truncated",
          null);
    }
  }

  private long last() {
    return from + length - 1;
  }

  private static OptionalLong stored(HttpHeaders headers) {
    Matcher range = range(headers);
    if (range.matches()) {
      return OptionalLong.of(Long.parseLong(range.group(3)));
    }
    Matcher none = NO_RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
    return none.matches() ? OptionalLong.of(Long.parseLong(none.group(1))) : OptionalLong.empty();
  }

  private static Matcher range(HttpHeaders headers) {
    return RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
  }
}
