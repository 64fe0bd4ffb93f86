package io.medseal.server.platform.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.server.platform.faults.StorageFullException;
import io.medseal.server.platform.http.ProblemException;
import io.medseal.server.platform.memory.MemoryShare;
import io.medseal.server.platform.reserve.Reserve;
import io.medseal.server.platform.start.DataDirectory;
import jakarta.servlet.FilterChain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@Timeout(60)
@DisplayName("A body that is worked on")
class BodyFilterTest {
  private static final long ALL = Long.MAX_VALUE;

  private final MemoryShare memory = new MemoryShare();
  private final MockHttpServletRequest request =
      new MockHttpServletRequest("POST", "/api/v1/statements");
  private final MockHttpServletResponse response = new MockHttpServletResponse();
  private BodyFilter filter;
  private Reserve reserve;

  @BeforeEach
  void folder(@TempDir Path folder) throws IOException {
    DataDirectory data = DataDirectory.open(folder.resolve("data"));
    reserve = Reserve.at(data.reserve());
    filter = new BodyFilter(data, memory, reserve);
    request.setContent(new byte[400_000]);
  }

  @Test
  @DisplayName(
      "receives what is not long without a file while the storage is full, and refuses what is")
  void full() throws Exception {
    assertThat(reserve.release()).isTrue();
    for (int length : new int[] {10, 16 * 1024, 16 * 1024 + 1, 256 * 1024}) {
      byte[] sent = new byte[length];
      sent[length - 1] = 1;
      request.setContent(sent);
      filter.doFilter(
          request,
          new MockHttpServletResponse(),
          (received, _) -> assertThat(received.getInputStream().readAllBytes()).isEqualTo(sent));
    }
    request.setContent(new byte[400_000]);
    assertThatExceptionOfType(StorageFullException.class)
        .isThrownBy(() -> filter.doFilter(request, response, (_, _) -> {}));
  }

  @Test
  @DisplayName("holds its memory until the answer begins, which may be taken slowly")
  void untilAnswered() throws Exception {
    CompletableFuture<Boolean> before = new CompletableFuture<>();
    FilterChain work =
        (received, answer) -> {
          before.complete(isTaken());
          answer.getOutputStream().write(1);
          assertThat(isFree()).isTrue();
        };
    filter.doFilter(request, response, work);
    assertThat(before.join()).isTrue();
    assertThat(isFree()).isTrue();
  }

  @Test
  @DisplayName("gives it back where there is no answer, and once only")
  void unanswered() throws Exception {
    filter.doFilter(request, response, (_, answer) -> answer.getWriter().print(""));
    filter.doFilter(request(), response, (_, _) -> {});
    MemoryShare.Held all = memory.take(ALL);
    assertThat(isTaken()).isTrue();
    all.close();
    all.close();
    assertThat(isFree()).isTrue();
  }

  @Test
  @DisplayName("keeps nothing waiting that is short, whoever waits for much")
  void shorter() throws Exception {
    try (MemoryShare.Held _ = memory.take(ALL)) {
      Thread waiting = Thread.startVirtualThread(() -> memory.take(ALL));
      while (waiting.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      CompletableFuture.runAsync(
              () -> {
                memory.take(1_000).close();
                memory.take(200_000).close();
              })
          .get(30, TimeUnit.SECONDS);
      waiting.interrupt();
      waiting.join();
    } catch (ProblemException e) {
      throw new AssertionError(e);
    }
    assertThatExceptionOfType(ProblemException.class).isThrownBy(this::interrupted);
  }

  private void interrupted() {
    try (MemoryShare.Held _ = memory.take(ALL)) {
      Thread.currentThread().interrupt();
      memory.take(ALL).close();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static MockHttpServletRequest request() {
    MockHttpServletRequest another = new MockHttpServletRequest("POST", "/api/v1/statements");
    another.setContent(new byte[400_000]);
    return another;
  }

  private boolean isFree() {
    return isFreeWithin(10_000);
  }

  private boolean isTaken() {
    return !isFreeWithin(300);
  }

  /** Whether all that long bodies share can be taken. */
  private boolean isFreeWithin(long millis) {
    CompletableFuture<Boolean> taken = new CompletableFuture<>();
    Thread trying =
        Thread.startVirtualThread(
            () -> {
              try (MemoryShare.Held _ = memory.take(ALL)) {
                taken.complete(true);
              } catch (ProblemException _) {
                taken.complete(false);
              }
            });
    try {
      return taken.completeOnTimeout(false, millis, TimeUnit.MILLISECONDS).join();
    } finally {
      trying.interrupt();
    }
  }
}
