package io.medseal.testkit.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The service's embedded database, opened behind its back, while it runs or not. The test needs
 * SQLite's driver.
 */
public final class StoredRows implements AutoCloseable {
  private final Connection connection;

  private StoredRows(Connection connection) {
    this.connection = connection;
  }

  /** Of a service whose data folder that is. */
  public static StoredRows in(Path data) {
    try {
      Connection connection =
          DriverManager.getConnection("jdbc:sqlite:" + data.resolve("medseal.db"));
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma busy_timeout = 10000");
        statement.execute("pragma foreign_keys = off");
      }
      return new StoredRows(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Changes rows; answers how many. */
  public int update(String sql, @Nullable Object... values) {
    try (PreparedStatement statement = prepared(sql, values)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The rows of a question, each with its columns. */
  public List<List<@Nullable Object>> rows(String sql, @Nullable Object... values) {
    try (PreparedStatement statement = prepared(sql, values);
        ResultSet result = statement.executeQuery()) {
      int columns = result.getMetaData().getColumnCount();
      List<List<@Nullable Object>> rows = new ArrayList<>();
      while (result.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(result.getObject(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The one text that a question answers. */
  public String text(String sql, @Nullable Object... values) {
    return String.valueOf(rows(sql, values).getFirst().getFirst());
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private PreparedStatement prepared(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }
}
