package io.medseal.server.platform.db;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Work within one transaction of a connection that does not commit by itself. */
final class Transactions {
  private Transactions() {}

  /** Sees one state of the database from its first query to its last. */
  static <T> T read(DataSource connections, Database.Work<T> work) {
    try (Connection connection = connections.getConnection()) {
      try {
        return work.with(client(connection));
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the database does not answer", e);
    }
  }

  static JdbcClient client(Connection connection) {
    return client(new SingleConnectionDataSource(connection, true));
  }

  static JdbcClient client(DataSource connections) {
    return JdbcClient.create(new StoredRows(connections));
  }
}
