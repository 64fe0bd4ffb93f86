package io.medseal.server.platform.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A database file of a service that is not running, without a byte of it or its log being changed.
 * Whoever opens it keeps everybody else from writing.
 */
public final class ReadOnlySqlite implements Database {
  private final Connection connection;
  private final JdbcClient sql;

  /** Opens {@code file}, which is there. */
  public ReadOnlySqlite(Path file) {
    try {
      Path log = file.resolveSibling(file.getFileName() + "-wal");
      // Without a log to read along, SQLite need not make files to share it with other processes.
      boolean alone = !Files.exists(log) || Files.size(log) == 0;
      String options = alone ? "?mode=ro&immutable=1" : "?mode=ro";
      connection =
          DriverManager.getConnection(
              "jdbc:sqlite:file:" + file.toAbsolutePath().toUri().getRawPath() + options);
      connection.setAutoCommit(false);
    } catch (SQLException | IOException e) {
      throw new DataAccessResourceFailureException("the database can't be opened", e);
    }
    sql = Transactions.client(connection);
  }

  @Override
  public <T> T read(Work<T> work) {
    return work.with(sql);
  }

  @Override
  public <T> T write(Work<T> work) {
    throw new UnsupportedOperationException("opened for reading only");
  }

  @Override
  public JdbcClient queries() {
    return sql;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the database did not close", e);
    }
  }
}
