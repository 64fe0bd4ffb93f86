package io.medseal.server.accounts;

import io.medseal.server.platform.db.Attempts;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.rounds.Rounds;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Removes what is over: windows of attempts, sessions, devices, notices, used invitations. */
@Component
class AccountSweeper extends Rounds {
  private static final Duration EVERY = Duration.ofMinutes(5);

  private final Database database;
  private final Attempts attempts;
  private final Sessions sessions;
  private final Devices devices;
  private final AccountNotices notices;
  private final Invitations invitations;

  AccountSweeper(
      Database database,
      Attempts attempts,
      Sessions sessions,
      Devices devices,
      AccountNotices notices,
      Invitations invitations) {
    super("account-sweeper", Duration.ZERO, EVERY);
    this.database = database;
    this.attempts = attempts;
    this.sessions = sessions;
    this.devices = devices;
    this.notices = notices;
    this.invitations = invitations;
  }

  @Override
  protected void round() {
    attempts.sweep();
    database.writeEvenIfFull(
        sql -> {
          sessions.sweep(sql);
          devices.sweep(sql);
          notices.sweep(sql);
          invitations.sweep(sql);
          return true;
        });
  }
}
