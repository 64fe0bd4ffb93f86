package io.medseal.server.platform.db;

import org.springframework.jdbc.core.simple.JdbcClient;

/** How features read and write. */
public interface Database extends AutoCloseable {
  /** Something to do with a database connection. */
  @FunctionalInterface
  interface Work<T> {
    T with(JdbcClient sql);
  }

  /** Runs {@code work} on committed data; it must not write. */
  <T> T read(Work<T> work);

  /**
   * Runs {@code work} as one transaction and returns once it is on stable storage. If it throws,
   * nothing of it is kept and the exception comes out here; so it is while the storage is full.
   * Work may be run again after a conflict with another process, so it has no effect but on the
   * database.
   */
  <T> T write(Work<T> work);

  /**
   * As {@link #write}, and also while the storage is full, from a reserve: for what is small and
   * has to go on then, which is logging in and out, reading, and taking away.
   */
  default <T> T writeEvenIfFull(Work<T> work) {
    return write(work);
  }

  /**
   * For looking things up outside of a transaction: each query sees what is committed at its own
   * moment, and holds a connection no longer than it runs.
   */
  JdbcClient queries();

  @Override
  void close();
}
