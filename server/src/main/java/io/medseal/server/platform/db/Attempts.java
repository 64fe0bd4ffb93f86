package io.medseal.server.platform.db;

import io.medseal.server.platform.http.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Limits on attempts, kept in the database so that a restart or a second replica does not reset
 * them.
 *
 * <p>An attempt is counted before it is known what becomes of it, so that many at once get no more
 * than one after the other.
 */
@Component
public class Attempts {
  /**
   * More rows than this are not begun for strangers who have tried often: whoever has a row already
   * goes on.
   */
  static final long MOST_ROWS = 200_000;

  /** And no more than this for anybody: what is between is left to those who try for once. */
  static final long MOST_ROWS_AT_ALL = 5 * MOST_ROWS;

  /** Rows that one sweep removes: those that write wait no longer than that takes. */
  public static final int MOST_SWEPT = 10_000;

  /** Attempts in a window that make nobody suspicious. */
  private static final int FEW = 5;

  private final Database database;
  private final Clock clock;
  private final AtomicLong rows = new AtomicLong();

  Attempts(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * So many in each window of time.
   *
   * @param known whether only somebody that the service knows can begin this bucket
   */
  public record Limit(String bucket, int most, Duration window, boolean known) {
    /** One that strangers reach as well. */
    public Limit(String bucket, int most, Duration window) {
      this(bucket, most, window, false);
    }
  }

  /**
   * Counts an attempt within a transaction; if that does not commit, it never was.
   *
   * @param limits the first of which tells how often whoever tries has tried before
   * @throws ProblemException {@code too-many-requests} if one of the limits was reached before
   */
  public void count(JdbcClient sql, Limit... limits) {
    int begun = 0;
    boolean often = false;
    for (Limit limit : limits) {
      long start = start(limit);
      int count =
          sql.sql(
                  """
                  insert into attempts (bucket, window_start, ends, count)
                  values (:bucket, :start, :ends, 1)
                  on conflict (bucket, window_start) do update set count = attempts.count + 1
                  returning count\
                  """)
              .param("bucket", limit.bucket())
              .param("start", start)
              .param("ends", start + limit.window().toMillis())
              .query(Integer.class)
              .single();
      often |= limit.equals(limits[0]) && count > FEW;
      boolean begins = count == 1 && !limit.known();
      begun += begins ? 1 : 0;
      boolean full = begins && rows.get() + begun > (often ? MOST_ROWS : MOST_ROWS_AT_ALL);
      if (count > limit.most() || full) {
        throw ProblemException.tooMany(
            Math.max(1, (start + limit.window().toMillis() - clock.millis() + 999) / 1000));
      }
    }
    rows.addAndGet(begun);
  }

  /** Counts an attempt no longer, within a transaction. */
  public void giveBack(JdbcClient sql, Limit... limits) {
    for (Limit limit : limits) {
      sql.sql(
              """
              update attempts set count = count - 1
              where bucket = :bucket and window_start = :start and count > 0\
              """)
          .param("bucket", limit.bucket())
          .param("start", start(limit))
          .update();
    }
  }

  /**
   * Does something that counts whatever comes of it, except when the service itself fails.
   *
   * @throws ProblemException {@code too-many-requests} if the limit was reached before
   */
  public <T> T counted(Limit limit, Supplier<T> action) {
    database.write(
        sql -> {
          count(sql, limit);
          return true;
        });
    try {
      return action.get();
    } catch (ProblemException e) {
      if (e.problem().status() >= 500) {
        forgive(limit, e);
      }
      throw e;
    } catch (RuntimeException e) {
      forgive(limit, e);
      throw e;
    }
  }

  /** Removes windows that are over, in steps that keep nobody waiting, and counts what is left. */
  public void sweep() {
    int removed;
    long all = 0;
    do {
      removed = database.writeEvenIfFull(this::removeSome);
      all += removed;
    } while (removed == MOST_SWEPT && all < MOST_ROWS_AT_ALL);
    rows.set(
        database.read(sql -> sql.sql("select count(*) from attempts").query(Long.class).single()));
  }

  private int removeSome(JdbcClient sql) {
    return sql.sql(
            """
            delete from attempts where (bucket, window_start) in (
              select bucket, window_start from attempts
              where ends <= :now order by ends limit :most)\
            """)
        .param("now", clock.millis())
        .param("most", MOST_SWEPT)
        .update();
  }

  private void forgive(Limit limit, RuntimeException reason) {
    try {
      database.write(
          sql -> {
            giveBack(sql, limit);
            return true;
          });
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  private long start(Limit limit) {
    long window = limit.window().toMillis();
    return clock.millis() / window * window;
  }
}
