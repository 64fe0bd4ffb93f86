package io.medseal.server.accounts;

import io.medseal.server.platform.db.Attempts;
import io.medseal.server.platform.db.Database;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Removes what is over: windows of attempts, sessions, devices, notices, used invitations. */
@Component
class AccountSweeper implements SmartLifecycle {
  private static final Duration EVERY = Duration.ofMinutes(5);
  private static final Logger LOG = LoggerFactory.getLogger(AccountSweeper.class);

  private final Database database;
  private final Attempts attempts;
  private final Sessions sessions;
  private final Devices devices;
  private final AccountNotices notices;
  private final Invitations invitations;
  private volatile ScheduledExecutorService schedule;

  AccountSweeper(
      Database database,
      Attempts attempts,
      Sessions sessions,
      Devices devices,
      AccountNotices notices,
      Invitations invitations) {
    this.database = database;
    this.attempts = attempts;
    this.sessions = sessions;
    this.devices = devices;
    this.notices = notices;
    this.invitations = invitations;
  }

  /** One round. */
  void sweep() {
    attempts.sweep();
    database.write(
        sql -> {
          sessions.sweep(sql);
          devices.sweep(sql);
          notices.sweep(sql);
          invitations.sweep(sql);
          return true;
        });
  }

  @Override
  public void start() {
    schedule =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("account-sweeper").daemon().factory());
    var _ =
        schedule.scheduleWithFixedDelay(
            this::sweepSafely, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    schedule.close();
    schedule = null;
  }

  @Override
  public boolean isRunning() {
    return schedule != null;
  }

  private void sweepSafely() {
    try {
      sweep();
    } catch (RuntimeException e) {
      LOG.error("sweeping accounts failed and is tried again in five minutes", e);
    }
  }
}
