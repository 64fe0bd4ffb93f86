package io.medseal.server.keyrings;

import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.http.ProblemException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What chains take of the memory while somebody looks at them: long ones are looked at by one piece
 * of work at a time, which takes no more than a quarter of the memory.
 *
 * <p>Everything is taken and given back by the thread that works.
 */
final class LongChains {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** So many statements are verified in half a minute. */
  private static final int MOST_STATEMENTS = 40_000;

  private final ReentrantLock turn = new ReentrantLock(true);
  private final ThreadLocal<Long> little = ThreadLocal.withInitial(() -> 0L);
  private final ThreadLocal<Boolean> hasty = ThreadLocal.withInitial(() -> false);
  private final boolean bounded;
  private final long most;

  /** So little may be held by every request that is answered at the same time. */
  private final long few;

  private long held;
  private int statements;

  private LongChains(boolean bounded) {
    this.bounded = bounded;
    this.most = Runtime.getRuntime().maxMemory() / 4;
    this.few = most / 256;
  }

  /** For a service. */
  static LongChains bounded() {
    return new LongChains(true);
  }

  /** For a program that looks at one chain after another, and has nobody to wait for. */
  static LongChains unbounded() {
    return new LongChains(false);
  }

  /** Held until it is closed, by the thread that took it. */
  @FunctionalInterface
  interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits until nobody else looks at long chains. A thread that holds some may take more; what it
   * holds of short ones counts together.
   *
   * @param bytes roughly
   * @throws ProblemException {@code unavailable} if others do for too long; {@code
   *     answer-too-large} if that is more than may be looked at at once
   */
  Held take(long bytes, int count) {
    if (!bounded) {
      return () -> {};
    }
    if (!turn.isHeldByCurrentThread() && little.get() + bytes <= few) {
      little.set(little.get() + bytes);
      return () -> little.set(little.get() - bytes);
    }
    waitForTurn();
    if (held + bytes > most || statements + count > MOST_STATEMENTS) {
      turn.unlock();
      throw ProblemException.of(ProblemType.ANSWER_TOO_LARGE);
    }
    held += bytes;
    statements += count;
    return () -> {
      held -= bytes;
      statements -= count;
      turn.unlock();
    };
  }

  /** For the rest of this thread's work, whether it waits for others at all. */
  void hasty(boolean now) {
    hasty.set(now);
  }

  private void waitForTurn() {
    try {
      long patience = hasty.get() ? 0 : PATIENCE.toMillis();
      if (!turn.tryLock(patience, TimeUnit.MILLISECONDS)) {
        throw ProblemException.of(ProblemType.UNAVAILABLE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw ProblemException.of(ProblemType.UNAVAILABLE);
    }
  }
}
