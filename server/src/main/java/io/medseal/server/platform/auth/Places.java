package io.medseal.server.platform.auth;

import io.medseal.ledger.ids.KeyringId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** So many of something that one account may have at the same time. */
public final class Places {
  private final int most;
  private final Map<KeyringId, Taken> taken = new ConcurrentHashMap<>();

  /** {@code most} for each account. */
  public Places(int most) {
    this.most = most;
  }

  private record Taken(Semaphore free, int interested) {
    Taken with(int more) {
      return new Taken(free, interested + more);
    }
  }

  /** A place that is given back when it is closed. */
  @FunctionalInterface
  public interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits so long for a place; empty if there was none in time. */
  public Optional<Place> take(KeyringId account, Duration patience) {
    Semaphore free =
        taken
            .merge(account, new Taken(new Semaphore(most, true), 1), (there, _) -> there.with(1))
            .free();
    boolean got = false;
    try {
      got = free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      if (!got) {
        leave(account);
      }
    }
    return got
        ? Optional.of(
            () -> {
              free.release();
              leave(account);
            })
        : Optional.empty();
  }

  private void leave(KeyringId account) {
    taken.computeIfPresent(account, (_, there) -> there.interested() == 1 ? null : there.with(-1));
  }
}
