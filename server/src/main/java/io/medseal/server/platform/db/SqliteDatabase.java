package io.medseal.server.platform.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.medseal.server.platform.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * SQLite in one file. One platform thread writes: it takes all work that waits, runs each piece
 * behind a savepoint, and commits them together, so that many small writes share one flush to the
 * device. See docs/adr/0004.
 *
 * <p>Nothing is written without that thread. If it ends otherwise than by {@link #close}, whatever
 * waits for it fails, and what {@code onDeath} does is done: the service's process ends.
 */
public final class SqliteDatabase implements Database {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteDatabase.class);
  private static final int BATCH = 64;
  private static final int READERS = 8;
  private static final String SETTINGS =
      "?journal_mode=WAL&synchronous=FULL&busy_timeout=10000&foreign_keys=true";

  private final Opening opening;
  private final Runnable onDeath;
  private final HikariDataSource readers;
  private Connection connection;
  private JdbcClient write;
  private final BlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
  private final Thread writer;
  private volatile boolean closed;
  private volatile boolean dead;

  /** Opens the connection that writes. */
  @FunctionalInterface
  interface Opening {
    Connection open() throws SQLException;
  }

  /**
   * Opens or makes {@code file} and brings its tables up to date.
   *
   * @param onDeath what is done when nothing can be written any more until the process ends
   */
  public SqliteDatabase(Path file, Runnable onDeath) {
    this(
        file,
        onDeath,
        () -> DriverManager.getConnection(url(file) + "&transaction_mode=IMMEDIATE"));
  }

  SqliteDatabase(Path file, Runnable onDeath, Opening opening) {
    this.opening = opening;
    this.onDeath = onDeath;
    String url = url(file);
    try {
      // SQLite makes the files beside it with the same permissions.
      OwnerOnly.make(file);
      Migrations.run(url, null, null, "sqlite");
      connect();
    } catch (IOException | SQLException e) {
      throw new DataAccessResourceFailureException("the database can't be opened", e);
    }
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(url + "&transaction_mode=DEFERRED");
    pool.setConnectionInitSql("pragma query_only = on");
    pool.setAutoCommit(false);
    pool.setMaximumPoolSize(READERS);
    pool.setPoolName("readers");
    readers = new HikariDataSource(pool);
    writer = Thread.ofPlatform().name("database-writer").start(this::writeUntilClosed);
  }

  private static String url(Path file) {
    return "jdbc:sqlite:" + file.toAbsolutePath() + SETTINGS;
  }

  private void connect() throws SQLException {
    connection = opening.open();
    connection.setAutoCommit(false);
    write = Transactions.client(connection);
  }

  @Override
  public <T> T read(Work<T> work) {
    return Transactions.read(readers, work);
  }

  @Override
  public JdbcClient queries() {
    return Transactions.client(readers);
  }

  @Override
  public <T> T write(Work<T> work) {
    Pending<T> pending = new Pending<>(work);
    queue.add(pending);
    if (dead || (closed && !writer.isAlive())) {
      pending.fail(new DataAccessResourceFailureException("the database is closed"));
    }
    try {
      return pending.result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      if (e.getCause() instanceof Error fatal) {
        throw fatal;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    closed = true;
    queue.add(new Pending<>(_ -> true)); // wakes the writer up
    try {
      writer.join();
      connection.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the database did not close", e);
    } finally {
      readers.close();
    }
  }

  private void writeUntilClosed() {
    List<Pending<?>> batch = new ArrayList<>(BATCH);
    try {
      writeUntilClosed(batch);
    } catch (RuntimeException | Error e) {
      LOG.error("the database's writing thread failed: nothing can be written any more", e);
      dead = true; // before what waits is looked at: nothing is added unseen
      queue.drainTo(batch);
      DataAccessResourceFailureException failed =
          new DataAccessResourceFailureException("the database's writing thread failed", e);
      batch.forEach(pending -> pending.fail(failed));
      onDeath.run();
    }
  }

  private void writeUntilClosed(List<Pending<?>> batch) {
    while (!closed || !queue.isEmpty()) {
      try {
        batch.add(queue.take());
      } catch (InterruptedException _) {
        continue; // nobody interrupts this thread to any purpose
      }
      queue.drainTo(batch, BATCH - 1);
      writeTogether(batch);
      batch.clear();
    }
  }

  private void writeTogether(List<Pending<?>> batch) {
    List<Pending<?>> written = new ArrayList<>(batch.size());
    Throwable reason = null;
    try {
      for (Pending<?> pending : batch) {
        Savepoint before = connection.setSavepoint();
        reason = pending.run(write);
        if (reason == null) {
          connection.releaseSavepoint(before);
          written.add(pending);
        } else {
          connection.rollback(before);
          reason = null;
        }
      }
      connection.commit();
      written.forEach(Pending::succeed);
    } catch (SQLException e) {
      DataAccessResourceFailureException failed =
          new DataAccessResourceFailureException(
              "the database did not commit", reason == null ? e : reason);
      batch.forEach(pending -> pending.fail(failed));
      reconnect();
    }
  }

  /**
   * When storage is full SQLite ends a transaction by itself, of which the connection learns
   * nothing: it would go on outside of any. A new one knows where it stands.
   */
  private void reconnect() {
    try {
      connection.close();
      connect();
    } catch (SQLException e) {
      LOG.error("the database can't be opened again and is tried with the next write", e);
    }
  }

  private static final class Pending<T> {
    private final Work<T> work;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private T value;

    private Pending(Work<T> work) {
      this.work = work;
    }

    /** Why it failed; null if it did not. */
    private @Nullable Throwable run(JdbcClient sql) {
      try {
        value = work.with(sql);
        return null;
      } catch (Throwable e) { // whatever it is, it is this work's alone
        result.completeExceptionally(e);
        return e;
      }
    }

    private void succeed() {
      result.complete(value);
    }

    private void fail(RuntimeException reason) {
      result.completeExceptionally(reason);
    }
  }
}
