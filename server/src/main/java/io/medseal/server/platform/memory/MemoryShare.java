package io.medseal.server.platform.memory;

import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.http.ProblemException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/**
 * A sixteenth of the memory for what must lie in it whole, since it then takes several times its
 * length. Who finds none free waits; nothing that waits for a network may hold a part of it. What
 * is long has one half to itself, so that it keeps only what is long waiting.
 */
@Component
public class MemoryShare {
  private static final int UNIT = 1_024;
  private static final int SHARE_OF_MEMORY = 16;
  private static final int PATIENCE_SECONDS = 30;

  /** Most things are shorter, and need no share. */
  public static final int SMALL = 16 * 1024;

  /** What is longer has a half to itself. */
  public static final int LONG = 256 * 1024;

  private final Half shorter = new Half();
  private final Half longer = new Half();

  /** What somebody holds until it is closed; closing it again does nothing. */
  public interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes as much as that length needs, at most all there is.
   *
   * @throws ProblemException {@code unavailable} if none is free for half a minute
   */
  public Held take(long length) {
    if (length <= SMALL) {
      return () -> {};
    }
    return (length <= LONG ? shorter : longer).take(length / UNIT);
  }

  private static final class Half {
    private final int units =
        Math.toIntExact(
            Math.min(
                Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY / 2 / UNIT, Integer.MAX_VALUE));
    private final Semaphore free = new Semaphore(units, true);

    Held take(long length) {
      int wanted = (int) Math.min(units, length);
      try {
        if (!free.tryAcquire(wanted, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw ProblemException.of(ProblemType.UNAVAILABLE);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw ProblemException.of(ProblemType.UNAVAILABLE);
      }
      AtomicBoolean held = new AtomicBoolean(true);
      return () -> {
        if (held.getAndSet(false)) {
          free.release(wanted);
        }
      };
    }
  }
}
