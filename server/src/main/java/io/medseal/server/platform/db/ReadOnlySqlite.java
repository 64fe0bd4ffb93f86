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
 * A database file as it is at the moment of its opening, without a byte of it or its log being
 * changed. A service may be writing to it.
 */
public final class ReadOnlySqlite implements Database {
  private final Connection connection;
  private final Connection now;
  private final JdbcClient sql;

  /**
   * Opens {@code file}, which is there.
   *
   * @param inUse whether a service may be writing to it
   */
  public ReadOnlySqlite(Path file, boolean inUse) {
    try {
      connection = open(file, inUse);
      connection.setAutoCommit(false);
      now = open(file, inUse);
    } catch (SQLException | IOException e) {
      throw new DataAccessResourceFailureException("the database can't be opened", e);
    }
    sql = Transactions.client(connection);
  }

  static Connection open(Path file, boolean inUse) throws SQLException, IOException {
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    // Without a log to read along, SQLite need not make files to share it with other processes.
    boolean alone = !inUse && (!Files.exists(log) || Files.size(log) == 0);
    String options = alone ? "?mode=ro&immutable=1" : "?mode=ro";
    return DriverManager.getConnection(
        "jdbc:sqlite:file:"
            + file.toAbsolutePath().toUri().getRawPath()
            + options
            + "&busy_timeout=10000");
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
    return Transactions.client(now);
  }

  @Override
  public void close() {
    try {
      now.close();
      connection.close();
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the database did not close", e);
    }
  }
}
