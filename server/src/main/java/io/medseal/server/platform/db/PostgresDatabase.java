package io.medseal.server.platform.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/**
 * PostgreSQL. Every piece of writing work is one serializable transaction, run again when it
 * collides with another one's: work is written as if it were alone, as it is with SQLite.
 */
public final class PostgresDatabase implements Database {
  private static final int TRIES = 20;
  private static final int CONNECTIONS = 16;

  private final HikariDataSource readers;
  private final HikariDataSource writers;
  private final SQLExceptionTranslator translator = new SQLStateSQLExceptionTranslator();

  /** Connects, and brings the tables up to date. */
  public PostgresDatabase(String url, String user, String password) {
    Flyway.configure()
        .dataSource(url, user, password)
        .locations("classpath:db/common", "classpath:db/postgresql")
        .failOnMissingLocations(false)
        .load()
        .migrate();
    HikariConfig read = pool(url, user, password, "readers");
    read.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    read.setReadOnly(true);
    readers = new HikariDataSource(read);
    HikariConfig write = pool(url, user, password, "writers");
    write.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
    writers = new HikariDataSource(write);
  }

  private static HikariConfig pool(String url, String user, String password, String name) {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(url);
    pool.setUsername(user);
    pool.setPassword(password);
    pool.setAutoCommit(false);
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setPoolName(name);
    return pool;
  }

  @Override
  public <T> T read(Work<T> work) {
    return Transactions.read(readers, work);
  }

  @Override
  public <T> T write(Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return writeOnce(work);
      } catch (ConcurrencyFailureException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  @Override
  public void close() {
    readers.close();
    writers.close();
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
