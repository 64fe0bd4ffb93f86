package io.medseal.server.records;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.auth.Places;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.ProblemException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Lets accounts wait for the next change of a record. However many wait, the database is asked once
 * for each of its {@linkplain #EVERY turns} whether anything has changed at all; only then does
 * each look at what is its own, and the less often the more it looks in vain. Replicas over one
 * database see each other's changes so.
 */
@Component
class RecordNews {
  /** Shorter than what proxies wait for an answer, and than what a client takes for silence. */
  private static final Duration LONGEST = Duration.ofSeconds(25);

  private static final Duration EVERY = Duration.ofMillis(500);
  private static final Duration SELDOM = Duration.ofSeconds(8);

  /** Of one account; its other requests are bounded together with these. */
  static final int MOST_WAITING = 8;

  private final Database database;
  private final Places places = new Places(MOST_WAITING);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ReentrantLock asking = new ReentrantLock();
  private volatile long clock;
  private volatile long readAt = System.nanoTime() - EVERY.toNanos();

  RecordNews(Database database) {
    this.database = database;
  }

  /** Nobody is kept waiting by a service that ends. */
  @EventListener(ContextClosedEvent.class)
  void close() {
    closing.countDown();
  }

  /**
   * Returns when there is something, or nothing has come for 25 seconds.
   *
   * @param isThere asked at first, and whenever some record has changed
   * @throws ProblemException {@code too-many-requests}
   */
  void await(KeyringId account, BooleanSupplier isThere) {
    try (Places.Place _ =
        places
            .take(account, Duration.ZERO)
            .orElseThrow(() -> ProblemException.of(ProblemType.TOO_MANY_REQUESTS))) {
      long end = System.nanoTime() + LONGEST.toNanos();
      Duration pause = EVERY;
      long seen = clock();
      while (!isThere.getAsBoolean()) {
        do {
          if (System.nanoTime() - end >= 0
              || closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
          }
        } while (clock() == seen);
        seen = clock();
        pause = pause.compareTo(SELDOM) < 0 ? pause.multipliedBy(2) : SELDOM;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * When some record changed last, as it was a turn ago. One of those who wait asks; the others go
   * on with what is known, so that none of them waits for the database behind another.
   */
  private long clock() {
    long now = System.nanoTime();
    if (now - readAt >= EVERY.toNanos() && asking.tryLock()) {
      try {
        clock =
            database
                .queries()
                .sql("select last from record_clock where id = 1")
                .query(Long.class)
                .single();
        readAt = now;
      } finally {
        asking.unlock();
      }
    }
    return clock;
  }
}
