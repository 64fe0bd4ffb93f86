package io.medseal.client.transport;

import io.medseal.client.problems.ConnectionException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The one policy of repeating a request, for one request: what is repeated, after which pause, and
 * until when. One thread.
 *
 * <p>What breaks or is answered 502, 503 or 504 is repeated where the request may be; 429 says that
 * nothing was done, and is repeated always. A pause that the answer asks for is kept, or, where it
 * is longer than somebody waits, the answer counts.
 */
final class Attempts {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

  private final Patience patience;
  private final Connection.Repeat repeat;
  private final Movement movement;
  private final Clock clock;
  private Duration silence;
  private Duration pause = FIRST_PAUSE;
  private Duration waited = Duration.ZERO;
  private Duration asked = Duration.ZERO;
  private boolean repeated;

  Attempts(Patience patience, Connection.Repeat repeat, Movement movement, Clock clock) {
    this.patience = patience;
    this.repeat = repeat;
    this.movement = movement;
    this.clock = clock;
    this.silence = patience.silence();
  }

  /** How long nothing may come or go in this attempt. */
  Duration silence() {
    return silence;
  }

  /** Whether to ask again, after {@link #pause()}, in the place of taking this answer. */
  boolean repeats(int status, HttpHeaders headers) {
    boolean again =
        switch (status) {
          case 429 -> true;
          case 502, 503, 504 -> repeat == Connection.Repeat.ALLOWED;
          default -> false;
        };
    if (!again) {
      return false;
    }
    Optional<Duration> wanted = headers.firstValue("Retry-After").flatMap(this::duration);
    if (wanted.isEmpty()) {
      return !late();
    }
    asked = wanted.get();
    return waited.plus(asked).compareTo(patience.answers().asked()) <= 0 && !late();
  }

  /** Whether to ask again, after {@link #pause()}, after this attempt broke. */
  boolean repeats(IOException broken) {
    asked = Duration.ZERO;
    if (broken instanceof Silence) {
      silence = silence.multipliedBy(2);
    }
    boolean neverSent =
        broken instanceof ConnectException || broken instanceof HttpConnectTimeoutException;
    return (repeat == Connection.Repeat.ALLOWED || neverSent) && !late();
  }

  /**
   * Waits until the next attempt.
   *
   * @throws ConnectionException.Interrupted if the thread is
   */
  void pause() {
    repeated = true;
    waited = waited.plus(asked);
    sleep(
        asked.plus(
            pause.multipliedBy(50 + ThreadLocalRandom.current().nextInt(100)).dividedBy(100)));
    asked = Duration.ZERO;
    pause =
        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
  }

  private boolean late() {
    Duration own = movement.standstill().minus(waited);
    return repeated && own.compareTo(patience.answers().standstill()) >= 0;
  }

  /** A number of seconds, or a moment. */
  private Optional<Duration> duration(String retryAfter) {
    try {
      Duration until =
          retryAfter.matches("[0-9]{1,9}")
              ? Duration.ofSeconds(Long.parseLong(retryAfter))
              : Duration.between(
                  clock.instant(),
                  Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(retryAfter)));
      return Optional.of(until.isNegative() ? Duration.ZERO : until);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ConnectionException.Interrupted();
    }
  }

  /** Nothing came or went for so long that the attempt counts as broken. */
  static final class Silence extends IOException {
    private static final long serialVersionUID = 1L;

    Silence() {
      super("no answer in time");
    }
  }
}
