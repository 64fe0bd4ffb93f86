package io.medseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.server.platform.start.Bounds;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.SlowRequest;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Side by side, since they mostly wait; each from an address of its own. */
@Timeout(120)
@DisplayName("Connections that keep the service waiting")
class SlowConnectionsTest {
  private static TestService service;

  @BeforeAll
  static void start() {
    service = TestService.with(new Bounds(60, 20, 1_000_000, 3_000));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @DisplayName("are ended when a request's head drips for longer than ten seconds")
  void heads() {
    try (SlowRequest slow = SlowRequest.from("127.0.0.9", service.uri())) {
      slow.send("GET /api/v1/service HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
      assertThat(secondsUntilEnded(slow, "x")).isBetween(8L, 20L);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @DisplayName("are ended when nothing comes at all")
  void silence() {
    try (SlowRequest slow = SlowRequest.from("127.0.0.10", service.uri())) {
      long start = System.nanoTime();
      assertThat(slow.answer()).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - start).toSeconds()).isBetween(8L, 25L);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @DisplayName("get too-slow when a body drips, and are ended, also where nobody wants the body")
  void bodies() {
    Person person = service.person("slow");
    String head =
        String.join(
            "\r\n",
            "POST /api/v1/statements/query HTTP/1.1",
            "Host: localhost",
            "Content-Length: 200000",
            "Content-Type: application/json",
            "");
    try (SlowRequest wanted = SlowRequest.from("127.0.0.11", service.uri());
        SlowRequest refused = SlowRequest.from("127.0.0.11", service.uri())) {
      wanted.send(head + "Authorization: Bearer " + person.call().token() + "\r\n\r\n{");
      refused.send(head + "\r\n{");
      assertThat(refused.answer()).startsWith("HTTP/1.1 401");
      for (int i = 0; i < 24; i++) {
        pause();
        trySend(wanted, " ");
        trySend(refused, " ");
      }
      assertThat(wanted.answer()).startsWith("HTTP/1.1 408").contains("too-slow");
      assertThat(secondsUntilEnded(refused, " ")).isLessThan(5);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @DisplayName("of one address leave room for everybody else's")
  void perAddress() {
    List<SlowRequest> greedy = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        greedy.add(SlowRequest.from("127.0.0.12", service.uri()));
      }
      for (int i = 0; i < 10; i++) {
        service.anonymous().get("/api/v1/service").good();
      }
      long ended = greedy.stream().skip(20).filter(one -> one.answer().isEmpty()).count();
      assertThat(ended).isEqualTo(20);
    } finally {
      greedy.forEach(SlowRequest::close);
    }
  }

  private static long secondsUntilEnded(SlowRequest slow, String drop) {
    long start = System.nanoTime();
    while (trySend(slow, drop) && System.nanoTime() - start < 60_000_000_000L) {
      pause();
    }
    return Duration.ofNanos(System.nanoTime() - start).toSeconds();
  }

  private static boolean trySend(SlowRequest slow, String drop) {
    try {
      slow.send(drop);
      return true;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
