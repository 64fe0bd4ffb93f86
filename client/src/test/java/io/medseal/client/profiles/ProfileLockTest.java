package io.medseal.client.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("ProfileLock")
class ProfileLockTest {
  @TempDir Path folder;

  private ProfileLock lock() {
    return new ProfileLock(folder.resolve("lock"));
  }

  private static <T> T elsewhere(Callable<T> work) {
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      return other.submit(work).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("lets one thread in at a time, through whichever of its objects")
  void exclusive() throws Exception {
    Path counter = Files.writeString(folder.resolve("counter"), "0");
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Future<?>[] all = new Future<?>[4];
      for (int i = 0; i < all.length; i++) {
        all[i] =
            threads.submit(
                () -> {
                  for (int j = 0; j < 50; j++) {
                    lock().locked(() -> increment(counter));
                  }
                });
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(counter).hasContent("200");
  }

  private static Object increment(Path counter) {
    try {
      int value = Integer.parseInt(Files.readString(counter));
      return Files.writeString(counter, Integer.toString(value + 1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("may be asked for again under itself")
  void reentrant() {
    String answer = lock().locked(() -> lock().locked(() -> "inside"));
    assertThat(answer).isEqualTo("inside");
  }

  @Test
  @DisplayName("is free again after work that failed")
  void afterFailure() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                lock()
                    .locked(
                        () -> {
                          throw new IllegalStateException();
                        }));
    boolean taken = elsewhere(() -> lock().locked(() -> true));
    assertThat(taken).isTrue();
  }

  @Test
  @DisplayName("is refused, not waited for, where another thread tries while it is held")
  void tried() {
    try (ProfileLock.Held held = lock().tryLock().orElseThrow()) {
      assertThat(held).isNotNull();
      Optional<ProfileLock.Held> other = elsewhere(() -> lock().tryLock());
      assertThat(other).isEmpty();
      assertThat(lock().tryLock()).as("in the same thread").isEmpty();
    }
    Optional<ProfileLock.Held> again = lock().tryLock();
    assertThat(again).isPresent();
    again.get().close();
  }

  @Test
  @DisplayName("is refused while another process holds it")
  void otherProcess() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.resolve("lock").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.getInputStream().read()).isEqualTo('!');
      assertThat(lock().tryLock()).isEmpty();
    } finally {
      other.destroyForcibly().waitFor();
    }
    boolean taken = lock().locked(() -> true);
    assertThat(taken).as("a killed process holds nothing").isTrue();
  }

  /** Takes the lock, says so, and keeps it until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws IOException {
      try (ProfileLock.Held held = new ProfileLock(Path.of(args[0])).tryLock().orElseThrow()) {
        System.out.write(held.channel().isOpen() ? '!' : '?');
        System.out.flush();
        while (System.in.read() >= 0) {
          // until the other side ends
        }
      }
    }
  }
}
