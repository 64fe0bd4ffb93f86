package io.medseal.server.platform.memory;

import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.http.ProblemException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A share of the memory for what must lie in it whole. Who finds none free waits; nothing that waits
 * for a network may hold a part of it.
 */
public final class MemoryShare {
  private static final int UNIT = 1_024;
  private static final int PATIENCE_SECONDS = 30;

  /** Most things are shorter, and need no share. */
  private static final long SMALL = 16 * 1024;

  private final int units;
  private final Semaphore free;

  /**
   * A share of its own.
   *
   * @param part one in so many bytes of the process's memory
   */
  public MemoryShare(int part) {
    this.units =
        Math.toIntExact(
            Math.min(Runtime.getRuntime().maxMemory() / part / UNIT, Integer.MAX_VALUE));
    this.free = new Semaphore(units, true);
  }

  /** What somebody holds until it is closed. */
  public interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes as much as that length needs, at most all of it.
   *
   * @throws ProblemException {@code unavailable} if none is free for half a minute
   */
  public Held take(long length) {
    int wanted = length <= SMALL ? 0 : (int) Math.min(units, length / UNIT);
    try {
      if (!free.tryAcquire(wanted, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw ProblemException.of(ProblemType.UNAVAILABLE);
      }
      return () -> free.release(wanted);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw ProblemException.of(ProblemType.UNAVAILABLE);
    }
  }
}
