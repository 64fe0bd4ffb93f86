package io.medseal.server.platform.db;

import io.medseal.server.platform.http.ProblemException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Limits on attempts, kept in the database so that a restart or a second replica does not reset
 * them.
 */
@Component
public class Attempts {
  private final Database database;
  private final Clock clock;

  Attempts(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** An attempt that was counted. */
  public record Counted(String bucket, long windowStart) {}

  /**
   * Counts one attempt. Where only failures count, each is counted before it is known to be one, so
   * that many at once get no more than one after the other; a right one is then {@linkplain
   * #giveBack given back}.
   *
   * @throws ProblemException {@code too-many-requests} if there were {@code limit} in this window
   *     before
   */
  public Counted count(String bucket, int limit, Duration window) {
    long start = start(window);
    int count =
        database.write(
            sql -> {
              sql.sql("delete from attempts where window_start < :old")
                  .param("old", start - Duration.ofDays(1).toMillis())
                  .update();
              return sql.sql(
                      """
                      insert into attempts (bucket, window_start, count) values (:bucket, :start, 1)
                      on conflict (bucket, window_start) do update set count = attempts.count + 1
                      returning count\
                      """)
                  .param("bucket", bucket)
                  .param("start", start)
                  .query(Integer.class)
                  .single();
            });
    if (count > limit) {
      throw ProblemException.tooMany(
          Math.max(1, (start + window.toMillis() - clock.millis() + 999) / 1000));
    }
    return new Counted(bucket, start);
  }

  /** Counts attempts no longer that went well. */
  public void giveBack(Counted... attempts) {
    database.write(
        sql -> {
          for (Counted attempt : attempts) {
            sql.sql(
                    """
                    update attempts set count = count - 1
                    where bucket = :bucket and window_start = :start and count > 0\
                    """)
                .param("bucket", attempt.bucket())
                .param("start", attempt.windowStart())
                .update();
          }
          return true;
        });
  }

  private long start(Duration window) {
    return clock.millis() / window.toMillis() * window.toMillis();
  }
}
