package io.medseal.server;

import io.medseal.server.platform.db.SqliteDatabase;
import io.medseal.server.platform.start.DataDirectory;
import java.io.PrintStream;

/** Verifies what is stored, while no service runs on it. */
final class Check {
  private Check() {}

  /** Prints a line for each finding; true if there is none. */
  static boolean run(DataDirectory data, PrintStream out) {
    try (SqliteDatabase database = new SqliteDatabase(data.database())) {
      String found =
          database.read(sql -> sql.sql("pragma integrity_check").query(String.class).single());
      out.println("database: " + found);
      return found.equals("ok");
    }
  }
}
