package io.medseal.server.platform.db;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Does what a piece of work wants to have done first, outside of any connection. */
public final class PatientDatabase implements Database {
  private final Database database;

  /** In front of {@code database}. */
  public PatientDatabase(Database database) {
    this.database = database;
  }

  @Override
  public <T> T read(Work<T> work) {
    return patiently(() -> database.read(work));
  }

  @Override
  public <T> T write(Work<T> work) {
    return patiently(() -> database.write(work));
  }

  @Override
  public <T> T writeEvenIfFull(Work<T> work) {
    return patiently(() -> database.writeEvenIfFull(work));
  }

  @Override
  public JdbcClient queries() {
    return database.queries();
  }

  @Override
  public void close() {
    database.close();
  }

  private static <T> T patiently(Supplier<T> work) {
    List<Runnable> afterwards = new ArrayList<>();
    try {
      while (true) {
        try {
          return work.get();
        } catch (FirstException first) {
          afterwards.add(first.doIt());
        }
      }
    } finally {
      afterwards.forEach(Runnable::run);
    }
  }
}
