package io.medseal.server.testing;

import io.medseal.server.platform.start.PostgresAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL on this computer, for as long as the tests run. */
public final class TestPostgres {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static EmbeddedPostgres running;

  private TestPostgres() {}

  /** A database of one's own. */
  public static synchronized PostgresAddress database() {
    try {
      if (running == null) {
        running = EmbeddedPostgres.start();
        EmbeddedPostgres started = running;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started)));
      }
      String name = "medseal" + DATABASES.incrementAndGet();
      try (Connection connection = running.getPostgresDatabase().getConnection();
          Statement sql = connection.createStatement()) {
        sql.execute("create database " + name);
      }
      Path password = Files.createTempFile("medseal-test", ".password");
      Files.writeString(password, "postgres\n");
      return new PostgresAddress(
          "jdbc:postgresql://localhost:" + running.getPort() + "/" + name, "postgres", password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void stop(EmbeddedPostgres postgres) {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
