package io.medseal.server.platform.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A fault of what the service stands on, as it shows in an exception. */
public enum Fault {
  /** There is no room. */
  STORAGE_FULL,

  /** What is stored is not what was stored. */
  DAMAGED,

  /** The storage or the database can't be used now; nothing is known to be wrong with the data. */
  UNAVAILABLE;

  /** The primary result code is the lowest byte. */
  private static final int SQLITE_PRIMARY = 0xff;

  /** SQLSTATE {@code disk_full}. */
  private static final String POSTGRES_FULL = "53100";

  /**
   * Finds the fault behind an exception, anywhere in its causes; the first of these three that is
   * there. Empty where it is none: then it is a mistake of ours.
   */
  public static Optional<Fault> behind(Throwable e) {
    if (has(e, Fault::isFull)) {
      return Optional.of(STORAGE_FULL);
    }
    if (has(e, Fault::isDamage)) {
      return Optional.of(DAMAGED);
    }
    return has(e, Fault::isAway) ? Optional.of(UNAVAILABLE) : Optional.empty();
  }

  private static boolean has(Throwable e, Predicate<Throwable> what) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (what.test(cause)) {
        return true;
      }
    }
    return false;
  }

  /** Java has no type of its own for a full disk. */
  private static boolean isFull(Throwable e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    return switch (e) {
      case StorageFullException _ -> true;
      case IOException _ ->
          message.contains("No space left")
              || message.contains("not enough space")
              || message.contains("quota exceeded")
              || message.contains("File too large"); // a limit that the system sets
      case SQLiteException sqlite -> is(sqlite, SQLiteErrorCode.SQLITE_FULL);
      case SQLException sql -> POSTGRES_FULL.equals(sql.getSQLState());
      default -> false;
    };
  }

  private static boolean isDamage(Throwable e) {
    return switch (e) {
      case DamagedException _ -> true;
      case SQLiteException sqlite ->
          is(sqlite, SQLiteErrorCode.SQLITE_CORRUPT) || is(sqlite, SQLiteErrorCode.SQLITE_NOTADB);
      // data_corrupted, index_corrupted
      case SQLException sql ->
          "XX001".equals(sql.getSQLState()) || "XX002".equals(sql.getSQLState());
      default -> false;
    };
  }

  private static boolean isAway(Throwable e) {
    return switch (e) {
      case IOException _,
          UncheckedIOException _,
          SQLTransientException _,
          DataAccessResourceFailureException _,
          TransientDataAccessException _ ->
          true;
      case SQLiteException sqlite ->
          is(sqlite, SQLiteErrorCode.SQLITE_IOERR)
              || is(sqlite, SQLiteErrorCode.SQLITE_CANTOPEN)
              || is(sqlite, SQLiteErrorCode.SQLITE_READONLY)
              || is(sqlite, SQLiteErrorCode.SQLITE_BUSY);
      case SQLException sql -> isAway(sql.getSQLState() == null ? "" : sql.getSQLState());
      default -> false;
    };
  }

  /** No connection, no resources, told to stop, the system's error, or a standby. */
  private static boolean isAway(String state) {
    return state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57P")
        || state.startsWith("58")
        || state.equals("25006");
  }

  private static boolean is(SQLiteException e, SQLiteErrorCode code) {
    return (e.getResultCode().code & SQLITE_PRIMARY) == code.code;
  }
}
