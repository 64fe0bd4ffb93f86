package io.medseal.server.institutes;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Asks domains again that were not asked for a day: a few of them every minute. */
@Component
class AskingAgain implements SmartLifecycle {
  private static final int MOST = 20;
  private static final Logger LOG = LoggerFactory.getLogger(AskingAgain.class);

  private final InstituteService institutes;
  private volatile ScheduledExecutorService schedule;

  AskingAgain(InstituteService institutes) {
    this.institutes = institutes;
  }

  @Override
  public void start() {
    schedule =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("asking-domains-again").daemon().factory());
    var _ = schedule.scheduleWithFixedDelay(this::askSafely, 1, 1, TimeUnit.MINUTES);
  }

  @Override
  public void stop() {
    schedule.shutdownNow(); // an answer that is waited for is asked for again after the start
    schedule = null;
  }

  @Override
  public boolean isRunning() {
    return schedule != null;
  }

  private void askSafely() {
    try {
      institutes.askAgain(MOST);
    } catch (RuntimeException e) {
      LOG.error("asking institutes' domains failed and is tried again in a minute", e);
    }
  }
}
