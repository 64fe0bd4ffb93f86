package io.medseal.client.transport;

import java.time.Duration;

/**
 * How long to keep trying when the service does not answer.
 *
 * @param connect to establish a connection
 * @param answer for one JSON answer
 * @param transfer for one part of a report, sent or received
 * @param retrying how long a request that may be repeated is repeated before giving up
 * @param transfersRetrying the same for the requests of an upload or download: a service that
 *     restarts meanwhile is waited for
 */
public record Patience(
    Duration connect,
    Duration answer,
    Duration transfer,
    Duration retrying,
    Duration transfersRetrying) {
  /** For a person who waits. */
  public static final Patience NORMAL =
      new Patience(
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          Duration.ofSeconds(3),
          Duration.ofSeconds(60));

  /** That of an upload or download. */
  Patience forTransfers() {
    return new Patience(connect, answer, transfer, transfersRetrying, transfersRetrying);
  }
}
