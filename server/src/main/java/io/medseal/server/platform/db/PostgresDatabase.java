package io.medseal.server.platform.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.medseal.server.platform.start.ExitCode;
import io.medseal.server.platform.start.PostgresAddress;
import io.medseal.server.platform.start.StartRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/**
 * PostgreSQL. Every piece of writing work is one serializable transaction, run again when it
 * collides with another one's: work is written as if it were alone, as it is with SQLite.
 */
public final class PostgresDatabase implements Database {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);
  private static final int TRIES = 20;
  private static final int CONNECTIONS = 16;

  /** Who waits longer for a connection is told so: the database is away, or has too much to do. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * A database that says nothing to the service for so long is away, though nothing ended the
   * connection. A check's questions take longer.
   */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final HikariDataSource readers;
  private final HikariDataSource writers;
  private final SQLExceptionTranslator translator = new SQLStateSQLExceptionTranslator();

  private PostgresDatabase(String url, String user, String password, Duration silence) {
    HikariConfig read = pool(url, user, password, silence, "readers");
    read.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    read.setReadOnly(true);
    readers = new HikariDataSource(read);
    HikariConfig write = pool(url, user, password, silence, "writers");
    write.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
    writers = new HikariDataSource(write);
  }

  /**
   * Connects, and brings the tables up to date.
   *
   * @throws StartRefusedException if that cannot be
   */
  public static PostgresDatabase open(PostgresAddress address) {
    return open(address, true);
  }

  /** Connects to tables as they are, for reading. */
  public static PostgresDatabase existing(PostgresAddress address) {
    return open(address, false);
  }

  private static PostgresDatabase open(PostgresAddress address, boolean migrate) {
    String password = address.password();
    try {
      if (migrate) {
        Migrations.run(address.url(), address.user(), password, "postgresql");
      }
      return new PostgresDatabase(
          address.url(), address.user(), password, migrate ? SILENCE : Duration.ZERO);
    } catch (FlywayException | HikariPool.PoolInitializationException e) {
      LOG.error("the database was not opened", e);
      throw new StartRefusedException(
          ExitCode.DATABASE_UNUSABLE,
          "The PostgreSQL database can't be used: see the settings database, database-user and"
              + " database-password-file.");
    }
  }

  private static HikariConfig pool(
      String url, String user, String password, Duration silence, String name) {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(url);
    pool.setUsername(user);
    pool.setPassword(password);
    pool.setAutoCommit(false);
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setPoolName(name);
    pool.setConnectionTimeout(PATIENCE.toMillis());
    pool.addDataSourceProperty("connectTimeout", PATIENCE.toSeconds());
    pool.addDataSourceProperty("socketTimeout", silence.toSeconds());
    pool.addDataSourceProperty("tcpKeepAlive", true);
    return pool;
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
    for (int attempt = 1; ; attempt++) {
      try {
        return writeOnce(work);
      } catch (ConcurrencyFailureException | DuplicateKeyException e) {
        // A duplicate too: two that looked for the same row at once both found none.
        if (attempt == TRIES) {
          throw e;
        }
        pause(attempt);
      }
    }
  }

  @Override
  public void close() {
    readers.close();
    writers.close();
  }

  /** Lets the other one finish: a little longer each time, and never the same for two. */
  private static void pause(int attempt) {
    try {
      Thread.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextInt(1, 5 * attempt + 1)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataAccessResourceFailureException("interrupted", e);
    }
  }

  private <T> T writeOnce(Work<T> work) {
    try (Connection connection = writers.getConnection()) {
      boolean committed = false;
      try {
        T result = work.with(Transactions.client(connection));
        connection.commit();
        committed = true;
        return result;
      } catch (SQLException e) {
        throw translated(e);
      } finally {
        if (!committed) {
          connection.rollback();
        }
      }
    } catch (SQLException e) {
      throw translated(e);
    }
  }

  private RuntimeException translated(SQLException e) {
    RuntimeException known = translator.translate("commit", null, e);
    return known == null
        ? new DataAccessResourceFailureException("the database does not answer", e)
        : known;
  }
}
