package io.medseal.server.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessResourceFailureException;

@DisplayName("The thread that writes to SQLite")
@Timeout(30)
class WriterDeathTest {
  @TempDir private Path folder;

  private final AtomicBoolean broken = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);

  @Test
  @DisplayName("ends the process when it fails itself, and nobody waits for it any more")
  void failsItself() throws Exception {
    try (SqliteDatabase database = database()) {
      int one = database.write(_ -> 1);
      assertThat(one).isEqualTo(1);
      broken.set(true);
      assertThatThrownBy(() -> database.write(_ -> 2))
          .isInstanceOf(DataAccessResourceFailureException.class);
      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(() -> database.write(_ -> 3))
          .isInstanceOf(DataAccessResourceFailureException.class);
    }
  }

  @Test
  @DisplayName("goes on whatever a piece of work throws, and keeps nothing of it")
  void workFails() {
    try (SqliteDatabase database = database()) {
      assertThatThrownBy(
              () ->
                  database.write(
                      _ -> thrown(new StackOverflowError("deep"), RuntimeException.class)))
          .isInstanceOf(StackOverflowError.class);
      assertThatThrownBy(
              () ->
                  database.write(_ -> thrown(new Exception("undeclared"), RuntimeException.class)))
          .hasRootCauseMessage("undeclared");
      assertThatThrownBy(
              () ->
                  database.write(
                      sql -> {
                        sql.sql("insert into attempts values ('a', 1, 2, 3)").update();
                        return thrown(new IllegalStateException("late"), RuntimeException.class);
                      }))
          .isInstanceOf(IllegalStateException.class);
      long kept =
          database.write(
              sql -> sql.sql("select count(*) from attempts").query(Long.class).single());
      assertThat(kept).isZero();
      assertThat(ended.getCount()).isEqualTo(1);
    }
  }

  private SqliteDatabase database() {
    Path file = folder.resolve("test.db");
    return new SqliteDatabase(file, ended::countDown, () -> breakable(file));
  }

  /** A connection whose commits fail in a way that no driver declares, once it is broken. */
  private Connection breakable(Path file) throws java.sql.SQLException {
    Connection real =
        DriverManager.getConnection("jdbc:sqlite:" + file + "?transaction_mode=IMMEDIATE");
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (broken.get() && method.getName().equals("commit")) {
                throw new IllegalStateException("broken");
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Throws anything, as a compiler that knows no declared exceptions would let it. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> int thrown(Throwable what, Class<E> as) throws E {
    throw as.isInstance(what) ? as.cast(what) : (E) what;
  }
}
