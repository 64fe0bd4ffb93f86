package io.medseal.server.platform.db;

import io.medseal.server.platform.files.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.springframework.dao.DataAccessResourceFailureException;
import org.sqlite.SQLiteConnection;

/** A copy of a database file as it is at one moment, while a service writes to it or not. */
public final class SqliteCopy {
  private static final int ALL_PAGES = -1;
  private static final int OK = 0;
  private static final int PAUSE_MILLIS = 100;
  private static final int PAUSES = 100;

  private SqliteCopy() {}

  /**
   * Writes a copy, and returns once it is on stable storage. Those who write to the source go on.
   *
   * @param to takes the place of what is there
   * @param inUse whether a service may be writing to {@code from}
   * @param statements that are run on the copy
   */
  public static void write(Path from, boolean inUse, Path to, List<String> statements)
      throws IOException {
    Files.deleteIfExists(to);
    OwnerOnly.make(to);
    try {
      try (Connection source = ReadOnlySqlite.open(from, inUse)) {
        // All pages in one step: they are of one moment, and nobody's writing begins it anew.
        int result =
            source
                .unwrap(SQLiteConnection.class)
                .getDatabase()
                .backup("main", to.toString(), null, PAUSE_MILLIS, PAUSES, ALL_PAGES);
        if (result != OK) {
          throw new SQLException("the copy ended with " + result, null, result);
        }
      }
      try (Connection copy = DriverManager.getConnection("jdbc:sqlite:" + to);
          Statement sql = copy.createStatement()) {
        sql.execute("pragma journal_mode = delete");
        for (String statement : statements) {
          sql.executeUpdate(statement);
        }
        sql.execute("vacuum"); // nothing stays in pages that are free now
      }
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the database was not copied", e);
    }
    try (FileChannel file = FileChannel.open(to, StandardOpenOption.WRITE)) {
      file.force(true);
    }
  }
}
