package io.medseal.server.platform.db;

import io.medseal.server.platform.faults.Fault;
import io.medseal.server.platform.faults.StorageFullException;
import io.medseal.server.platform.reserve.Reserve;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Goes on with what must go on while the storage is full, from the {@link Reserve}, and takes
 * nothing else as long as that is not there again.
 */
public final class ReservedDatabase implements Database {
  private final Database database;
  private final Reserve reserve;

  /** In front of {@code database}, which lies on the same storage as the reserve. */
  public ReservedDatabase(Database database, Reserve reserve) {
    this.database = database;
    this.reserve = reserve;
  }

  @Override
  public <T> T read(Work<T> work) {
    return database.read(work);
  }

  @Override
  public <T> T write(Work<T> work) {
    if (reserve.isLow()) {
      throw new StorageFullException();
    }
    return database.write(work);
  }

  @Override
  public <T> T writeEvenIfFull(Work<T> work) {
    try {
      return database.writeEvenIfFull(work);
    } catch (RuntimeException e) {
      boolean more = Fault.behind(e).filter(this::released).isPresent();
      if (!more && !reserve.isLow()) { // else somebody released it just now
        throw e;
      }
    }
    return database.writeEvenIfFull(work);
  }

  /** Files beside the database that can't grow are no full disk to SQLite, but a failed write. */
  private boolean released(Fault fault) {
    return switch (fault) {
      case STORAGE_FULL -> reserve.release();
      case UNAVAILABLE -> reserve.releaseIfTight();
      case DAMAGED -> false;
    };
  }

  @Override
  public JdbcClient queries() {
    return database.queries();
  }

  @Override
  public void close() {
    database.close();
  }
}
