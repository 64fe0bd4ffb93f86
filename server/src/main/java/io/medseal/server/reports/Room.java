package io.medseal.server.reports;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.blobs.Blobs;
import io.medseal.server.platform.http.ProblemException;
import io.medseal.server.platform.start.Settings;
import io.medseal.server.usage.UsageMeter;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether there is room for one more upload: of an account's share, and on the storage. */
@Component
class Room {
  private static final int MOST_OPEN = 1_000;
  private static final int MOST_PER_HOUR = 10_000;
  private static final Duration HOUR = Duration.ofHours(1);

  private final Settings settings;
  private final Blobs blobs;
  private final Clock clock;

  Room(Settings settings, Blobs blobs, Clock clock) {
    this.settings = settings;
    this.blobs = blobs;
    this.clock = clock;
  }

  private record Open(int uploads, long bytes) {}

  /** Refuses what there is no room for. */
  void require(JdbcClient sql, KeyringId account, long bytes) {
    Open open = open(sql, account);
    long stored = UsageMeter.storedBytes(sql, account);
    if (open.uploads() >= MOST_OPEN
        || stored + open.bytes() + bytes > settings.bounds().accountBytes()) {
      throw ProblemException.of(ProblemType.QUOTA_EXCEEDED);
    }
    if (announcedLately(sql, account) >= MOST_PER_HOUR) {
      throw ProblemException.tooMany(HOUR.toSeconds());
    }
    if (bytes > blobs.freeBytes()) {
      throw ProblemException.of(ProblemType.STORAGE_FULL);
    }
  }

  private static Open open(JdbcClient sql, KeyringId account) {
    return sql.sql(
            """
            select count(*), coalesce(sum(body_bytes), 0) from reports
            where uploader = :account and state in ('uploading', 'completing')\
            """)
        .param("account", account.hex())
        .query((row, _) -> new Open(row.getInt(1), row.getLong(2)))
        .single();
  }

  private int announcedLately(JdbcClient sql, KeyringId account) {
    return sql.sql("select count(*) from reports where uploader = :account and announced > :since")
        .param("account", account.hex())
        .param("since", clock.millis() - HOUR.toMillis())
        .query(Integer.class)
        .single();
  }
}
