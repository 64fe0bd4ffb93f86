package io.medseal.server.keyrings;

import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.http.ProblemException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What chains take of the memory while somebody looks at them: long ones are looked at by one piece
 * of work at a time, which takes no more than a quarter of the memory.
 */
final class LongChains {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long MOST = Runtime.getRuntime().maxMemory() / 4;

  /** So little may be held by every request that is answered at the same time. */
  private static final long FEW = MOST / 256;

  private final ReentrantLock turn = new ReentrantLock(true);
  private long held;

  /** Held until it is closed, by the thread that took it. */
  @FunctionalInterface
  interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits until nobody else looks at long chains. A thread that holds some may take more.
   *
   * @param bytes roughly
   * @throws ProblemException {@code unavailable} if others do for too long; {@code
   *     answer-too-large} if that is more than may be held at once
   */
  Held take(long bytes) {
    if (bytes <= FEW) {
      return () -> {};
    }
    waitForTurn();
    if (held + bytes > MOST) {
      turn.unlock();
      throw ProblemException.of(ProblemType.ANSWER_TOO_LARGE);
    }
    held += bytes;
    return () -> {
      held -= bytes;
      turn.unlock();
    };
  }

  private void waitForTurn() {
    try {
      if (!turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw ProblemException.of(ProblemType.UNAVAILABLE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw ProblemException.of(ProblemType.UNAVAILABLE);
    }
  }
}
