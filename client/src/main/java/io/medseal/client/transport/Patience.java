package io.medseal.client.transport;

import java.time.Duration;

/**
 * How long to keep trying when the service does not answer. There is no limit to how long a request
 * takes: it goes on for as long as bytes come or go.
 *
 * @param connect to establish a connection
 * @param silence how long nothing may come or go before an attempt counts as broken; where the body
 *     has been handed over whole, as long again as that took, since the last of it is not seen to
 *     go; the attempt after one that broke so has twice as long
 * @param answers for requests that a person waits for
 * @param transfers for those of an upload or download: a service that restarts meanwhile is waited
 *     for
 */
public record Patience(Duration connect, Duration silence, Repeats answers, Repeats transfers) {
  /** For a person who waits. */
  public static final Patience NORMAL =
      new Patience(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          new Repeats(Duration.ofSeconds(3), Duration.ofSeconds(20)),
          new Repeats(Duration.ofMinutes(3), Duration.ofMinutes(10)));

  /**
   * When to give up.
   *
   * @param standstill how long a request is repeated without getting any further than before; it is
   *     repeated once at least
   * @param asked how long to wait, altogether, because the service asks for it ({@code
   *     Retry-After})
   */
  public record Repeats(Duration standstill, Duration asked) {}

  /** That of an upload or download. */
  Patience forTransfers() {
    return new Patience(connect, silence, transfers, transfers);
  }
}
