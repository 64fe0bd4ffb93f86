package io.medseal.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A request")
class AttemptsTest {
  private static final Patience PATIENCE =
      new Patience(
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          new Patience.Repeats(Duration.ofSeconds(60), Duration.ofSeconds(5)),
          new Patience.Repeats(Duration.ofSeconds(60), Duration.ofSeconds(5)));

  private final AtomicLong nanoTime = new AtomicLong();
  private final Movement movement = new Movement(nanoTime::get);

  private Attempts attempts(Connection.Repeat repeat) {
    Clock clock = Clock.fixed(Instant.parse("2026-11-30T10:00:00Z"), ZoneOffset.UTC);
    return new Attempts(PATIENCE, repeat, movement, clock);
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  private static HttpHeaders plain() {
    return HttpHeaders.of(Map.of(), (_, _) -> true);
  }

  private static HttpHeaders retryAfter(String value) {
    return HttpHeaders.of(Map.of("Retry-After", List.of(value)), (_, _) -> true);
  }

  @Test
  @DisplayName("is repeated after answers that pass, and after no others")
  void statuses() {
    for (int status : new int[] {429, 502, 503, 504}) {
      assertThat(attempts(Connection.Repeat.ALLOWED).repeats(status, plain())).isTrue();
    }
    for (int status : new int[] {200, 206, 400, 401, 404, 409, 500, 507}) {
      assertThat(attempts(Connection.Repeat.ALLOWED).repeats(status, plain())).isFalse();
    }
  }

  @Test
  @DisplayName("that must not be done twice is repeated only where nothing was done")
  void never() {
    Attempts attempts = attempts(Connection.Repeat.NEVER);
    assertThat(attempts.repeats(429, plain())).isTrue();
    for (int status : new int[] {502, 503, 504}) {
      assertThat(attempts.repeats(status, plain())).isFalse();
    }
    assertThat(attempts.repeats(new ConnectException())).isTrue();
    assertThat(attempts.repeats(new HttpConnectTimeoutException("x"))).isTrue();
    assertThat(attempts.repeats(new IOException("reset"))).isFalse();
    assertThat(attempts.repeats(new Attempts.Silence())).isFalse();
  }

  @Test
  @DisplayName("waits as long as it is asked to, in seconds or until a moment")
  void keepsThePause() {
    for (String asked : List.of("1", "Mon, 30 Nov 2026 10:00:01 GMT")) {
      Attempts attempts = attempts(Connection.Repeat.ALLOWED);
      assertThat(attempts.repeats(429, retryAfter(asked))).isTrue();
      long before = System.nanoTime();
      attempts.pause();
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(1));
    }
  }

  @Test
  @DisplayName("does not wait longer than somebody waits, once or altogether")
  void boundedPauses() {
    assertThat(attempts(Connection.Repeat.ALLOWED).repeats(503, retryAfter("6"))).isFalse();
    assertThat(attempts(Connection.Repeat.ALLOWED).repeats(429, retryAfter("999999999"))).isFalse();
    Attempts attempts = attempts(Connection.Repeat.ALLOWED);
    int repeats = 0;
    while (attempts.repeats(429, retryAfter("1")) && repeats < 10) {
      attempts.pause();
      repeats++;
    }
    assertThat(repeats).isEqualTo(5);
  }

  @Test
  @DisplayName("is repeated once at least, then until nothing has got further for that long")
  void standstill() {
    Attempts attempts = attempts(Connection.Repeat.ALLOWED);
    movement.begin();
    movement.moved(1_000);
    pass(Duration.ofSeconds(90));
    assertThat(attempts.repeats(new Attempts.Silence())).as("once at least").isTrue();
    attempts.pause();
    movement.begin();
    movement.moved(2_000);
    pass(Duration.ofSeconds(59));
    assertThat(attempts.repeats(new IOException("reset"))).as("it came further").isTrue();
    attempts.pause();
    movement.begin();
    movement.moved(1_500);
    pass(Duration.ofSeconds(2));
    assertThat(attempts.repeats(new IOException("reset"))).as("not further").isFalse();
  }

  @Test
  @DisplayName("that was handed over slowly may be silent as long again, within bounds")
  void handedOverSlowly() {
    Duration silence = Duration.ofSeconds(30);
    for (int seconds : new int[] {0, 20, 1_000}) {
      movement.begin();
      HttpRequest.BodyPublisher body =
          movement.watched(new BufferPublisher(ByteBuffer.allocate(300_000)));
      body.subscribe(new Slow(Duration.ofSeconds(seconds)));
      assertThat(movement.allowed(silence))
          .isEqualTo(silence.plusSeconds(Math.min(seconds, 4 * silence.toSeconds())));
    }
    movement.begin();
    assertThat(movement.allowed(silence)).as("nothing is under way").isEqualTo(silence);
  }

  /** Takes a body whole, its first slice after a time. */
  private final class Slow implements Flow.Subscriber<ByteBuffer> {
    private Duration before;

    Slow(Duration before) {
      this.before = before;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer item) {
      pass(before);
      before = Duration.ZERO;
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {}
  }

  @Test
  @DisplayName("that went silent has twice as long the next time")
  void silence() {
    Attempts attempts = attempts(Connection.Repeat.ALLOWED);
    assertThat(attempts.silence()).isEqualTo(Duration.ofSeconds(30));
    assertThat(attempts.repeats(new IOException("reset"))).isTrue();
    assertThat(attempts.silence()).isEqualTo(Duration.ofSeconds(30));
    assertThat(attempts.repeats(new Attempts.Silence())).isTrue();
    assertThat(attempts.silence()).isEqualTo(Duration.ofSeconds(60));
  }
}
