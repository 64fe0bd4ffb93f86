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

/**
 * Whether there is room: of an account's share, and on the storage.
 *
 * <p>Some of the storage is left to what is small and must go on: log-ins, activity, statements.
 * Nothing that is announced keeps room from others before it has arrived.
 */
@Component
class Room {
  /** Left free by bodies and contents, unless a hundredth of the storage is less. */
  private static final long RESERVE = 1L << 30;

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

  /** Refuses one more upload that there is no room for. */
  void requireUpload(JdbcClient sql, KeyringId account, long bytes) {
    Open open = open(sql, account);
    requireShare(sql, account, open, bytes);
    if (open.uploads() >= MOST_OPEN) {
      throw ProblemException.of(ProblemType.QUOTA_EXCEEDED);
    }
    if (announcedLately(sql, account) >= MOST_PER_HOUR) {
      throw ProblemException.tooMany(HOUR.toSeconds());
    }
    requireSpace(bytes);
  }

  /** Refuses what goes beyond an account's share, its uploads under way included. */
  void requireShare(JdbcClient sql, KeyringId account, long bytes) {
    requireShare(sql, account, open(sql, account), bytes);
  }

  private void requireShare(JdbcClient sql, KeyringId account, Open open, long bytes) {
    long taken = UsageMeter.storedBytes(sql, account) + open.bytes();
    if (bytes > 0 && taken + bytes > settings.bounds().accountBytes()) {
      throw ProblemException.of(ProblemType.QUOTA_EXCEEDED);
    }
  }

  /** Refuses what the storage has no room for now. */
  void requireSpace(long bytes) {
    Blobs.Space space = blobs.space();
    if (bytes > space.free() - Math.min(RESERVE, space.all() / 100)) {
      throw ProblemException.of(ProblemType.STORAGE_FULL);
    }
  }

  private static Open open(JdbcClient sql, KeyringId account) {
    return sql.sql(
            """
            select count(*), coalesce(sum(body_bytes + beside_bytes), 0) from reports
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
