package io.medseal.server.platform.db;

import io.medseal.server.platform.start.ExitCode;
import io.medseal.server.platform.start.StartRefusedException;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.jspecify.annotations.Nullable;

/** Brings tables up to date. */
final class Migrations {
  private Migrations() {}

  /**
   * Runs what has not run yet.
   *
   * @param vendor whose scripts come with those for all
   * @throws StartRefusedException {@link ExitCode#DATA_NEWER} if a newer version has run others
   */
  static void run(String url, @Nullable String user, @Nullable String password, String vendor) {
    Flyway flyway =
        Flyway.configure()
            .dataSource(url, user, password)
            .locations("classpath:db/common", "classpath:db/" + vendor)
            .failOnMissingLocations(false)
            .load();
    boolean newer =
        Arrays.stream(flyway.info().all())
            .anyMatch(
                migration ->
                    migration.getState() == MigrationState.FUTURE_SUCCESS
                        || migration.getState() == MigrationState.FUTURE_FAILED);
    if (newer) {
      throw new StartRefusedException(
          ExitCode.DATA_NEWER,
          "The database was written by a newer version of Medseal. Start that version.");
    }
    flyway.migrate();
  }
}
