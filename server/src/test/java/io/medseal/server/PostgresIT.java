package io.medseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.server.platform.start.ExitCode;
import io.medseal.server.platform.start.PostgresAddress;
import io.medseal.server.testing.Hospital;
import io.medseal.server.testing.TestPostgres;
import io.medseal.server.testing.TestReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("On PostgreSQL")
class PostgresIT {
  @TempDir private Path folder;

  @Test
  @DisplayName("the main job works, the store's check is clean, and finds a row that was changed")
  void mainJob() throws Exception {
    PostgresAddress postgres = TestPostgres.database();
    try (TestService service = TestService.on(postgres)) {
      MainJobTest.run(service);
      Hospital hospital = Hospital.open(service);
      TestReport report = TestReport.of(hospital.section(), 1_000).upload(hospital.clerk());
      service.stop();
      service.start();
      assertThat(
              hospital.clerk().call().at(service.uri()).get(report.path() + "/body").good().body())
          .isEqualTo(report.body());
      service.stop();
      String[] check = {
        "check",
        "--data",
        service.data().toString(),
        "--database",
        postgres.url(),
        "--database-user",
        postgres.user(),
        "--database-password-file",
        postgres.passwordFile().toString()
      };
      Ran clean = Ran.of(check);
      assertThat(clean.out()).endsWith("Nothing is wrong.\n");
      assertThat(clean.code()).isEqualTo(ExitCode.OK);

      try (Connection connection =
              DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
          Statement sql = connection.createStatement()) {
        sql.execute("delete from memberships");
      }
      Ran faulty = Ran.of(check);
      assertThat(faulty.out())
          .contains("wrong: memberships: keyring " + hospital.record().id().hex());
      assertThat(faulty.code()).isEqualTo(ExitCode.FINDINGS);
      service.start();
    }
  }

  @Test
  @DisplayName(
      "a service does not start without its database, or with that of a newer version, and says so in one sentence")
  void refused() throws Exception {
    PostgresAddress postgres = TestPostgres.database();
    TestService.on(postgres).close();
    List<String> serve =
        List.of(
            "serve",
            "--port",
            "0",
            "--management-port",
            "0",
            "--data",
            folder.resolve("data").toString(),
            "--database-user",
            postgres.user(),
            "--database-password-file",
            postgres.passwordFile().toString(),
            "--database");
    try (Connection connection =
            DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
        Statement sql = connection.createStatement()) {
      sql.execute(
          """
          insert into flyway_schema_history (installed_rank, version, description, type, script,
            installed_by, execution_time, success)
          values (99, '99', 'later', 'SQL', 'V99__later.sql', 'later', 1, true)\
          """);
    }
    Ran newer = Ran.of(serve, postgres.url());
    assertThat(newer.err()).contains("The database was written by a newer version of Medseal.");
    assertThat(newer.code()).isEqualTo(ExitCode.DATA_NEWER);

    Ran absent = Ran.of(serve, "jdbc:postgresql://localhost:1/none");
    assertThat(absent.err()).contains("The PostgreSQL database can't be used");
    assertThat(absent.code()).isEqualTo(ExitCode.DATABASE_UNUSABLE);

    Path missing = folder.resolve("no-password");
    Ran passwordless =
        Ran.of(
            "serve",
            "--data",
            folder.resolve("data").toString(),
            "--database",
            postgres.url(),
            "--database-password-file",
            missing.toString());
    assertThat(passwordless.code()).isEqualTo(ExitCode.SETTINGS);
    assertThat(Files.exists(missing)).isFalse();
  }
}
