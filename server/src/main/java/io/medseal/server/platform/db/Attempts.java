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

  /**
   * Counts one attempt.
   *
   * @throws ProblemException {@code too-many-requests} if there were {@code limit} in this window
   *     before
   */
  public void count(String bucket, int limit, Duration window) {
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
  }

  /** Forgets the attempts of this window, after one that went well. */
  public void forget(String bucket) {
    database.write(
        sql -> sql.sql("delete from attempts where bucket = :b").param("b", bucket).update());
  }

  private long start(Duration window) {
    return clock.millis() / window.toMillis() * window.toMillis();
  }
}
