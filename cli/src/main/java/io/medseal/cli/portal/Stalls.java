package io.medseal.cli.portal;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends reads that wait for too long, by closing what they read from. */
final class Stalls implements AutoCloseable {
  private final Duration patience;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  Stalls(Duration patience) {
    this.patience = patience;
  }

  /** One read that is being waited for. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /** From now on until the watch is closed, {@code source} has so long to answer. */
  Watch watch(Closeable source) {
    Future<?> end = clock.schedule(() -> end(source), patience.toMillis(), TimeUnit.MILLISECONDS);
    return () -> end.cancel(false);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private static void end(Closeable source) {
    try {
      source.close();
    } catch (IOException _) {
      // it is given up in any case
    }
  }
}
