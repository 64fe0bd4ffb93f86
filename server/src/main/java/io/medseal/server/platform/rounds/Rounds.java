package io.medseal.server.platform.rounds;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Something that is done in rounds, in a thread of its own, while the service runs. */
public abstract class Rounds implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final String name;
  private final Duration first;
  private final Duration every;
  private volatile ScheduledExecutorService schedule;

  /**
   * Rounds that have not begun.
   *
   * @param name of the thread
   * @param first after the start
   * @param every between the end of one and the beginning of the next
   */
  protected Rounds(String name, Duration first, Duration every) {
    this.name = name;
    this.first = first;
    this.every = every;
  }

  /** One round; if it fails, the next one is made all the same. */
  protected abstract void round();

  /** Waits for the round that is under way. */
  protected void end(ExecutorService rounds) {
    rounds.close();
  }

  @Override
  public void start() {
    schedule =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(name).daemon().factory());
    var _ =
        schedule.scheduleWithFixedDelay(
            this::roundSafely, first.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    end(schedule);
    schedule = null;
  }

  @Override
  public boolean isRunning() {
    return schedule != null;
  }

  private void roundSafely() {
    try {
      round();
    } catch (RuntimeException | Error e) { // thrown on, it would be the last round
      LOG.error("a round of {} failed and is tried again after {}", name, every, e);
    }
  }
}
