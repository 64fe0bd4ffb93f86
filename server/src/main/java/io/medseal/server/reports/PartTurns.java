package io.medseal.server.reports;

import io.medseal.ledger.ids.ReportId;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.http.ProblemException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Whose turn it is to write a part: always the newest request's. One that came before it writes
 * nothing more, however long its bytes are on their way; nobody waits for anybody's network.
 */
final class PartTurns {
  private static final int LOCKS = 1_024;

  private final Map<Part, Turn> newest = new ConcurrentHashMap<>();
  private final Lock[] locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(Lock[]::new);

  private record Part(ReportId report, int index) {}

  /** Something short to do with a part: storage and database, never the network. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /** Takes the turn from whoever had it. */
  Turn take(ReportId report, int index) {
    Part part = new Part(report, index);
    Turn turn = new Turn(part, locks[Math.floorMod(part.hashCode(), LOCKS)]);
    newest.put(part, turn);
    return turn;
  }

  /** One request's turn, which ends when it is closed or taken. */
  final class Turn implements AutoCloseable {
    private final Part part;
    private final Lock lock;

    private Turn(Part part, Lock lock) {
      this.part = part;
      this.lock = lock;
    }

    /**
     * Runs {@code work} while nobody else works on the part.
     *
     * @throws ProblemException {@code superseded} if somebody has taken the turn
     */
    <T> T during(Work<T> work) throws IOException {
      lock.lock();
      try {
        if (newest.get(part) != this) {
          throw ProblemException.of(ProblemType.SUPERSEDED);
        }
        return work.run();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      newest.remove(part, this);
    }
  }
}
