package io.medseal.server;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.server.accounts.AccountCheck;
import io.medseal.server.keyrings.KeyringCheck;
import io.medseal.server.platform.blobs.DirectoryBlobs;
import io.medseal.server.platform.check.Findings;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.db.PostgresDatabase;
import io.medseal.server.platform.db.ReadOnlySqlite;
import io.medseal.server.platform.start.DataDirectory;
import io.medseal.server.platform.start.PostgresAddress;
import io.medseal.server.platform.start.Settings;
import io.medseal.server.records.RecordPlacesCheck;
import io.medseal.server.reports.ReportCheck;
import io.medseal.server.usage.UsageCheck;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Verifies what is stored, while no service runs on it, and changes nothing: the database by
 * itself, every chain from its first statement with every row derived from it, every report with
 * every byte that was acknowledged, or with the statement that deleted it.
 */
final class Check {
  private final Findings findings;

  private Check(Findings findings) {
    this.findings = findings;
  }

  private interface Step {
    void run() throws IOException;
  }

  /** Prints a line for each finding; true if nothing is wrong. */
  static boolean run(Settings settings, DataDirectory data, PrintStream out) {
    Check check = new Check(new Findings(out));
    check.step("database", () -> check.all(settings, data));
    int count = check.findings.count();
    out.println(count == 0 ? "Nothing is wrong." : "Wrong: " + count + ".");
    return count == 0;
  }

  private void all(Settings settings, DataDirectory data) throws IOException {
    PostgresAddress postgres = settings.postgres();
    if (postgres == null && !Files.exists(data.database())) {
      findings.wrong("database", "the file " + data.database() + " is missing");
      return;
    }
    // sqlite-jdbc unpacks its native library: not into a directory that others can write.
    System.setProperty("org.sqlite.tmpdir", data.temporary().toString());
    try (Database database =
        postgres == null
            ? new ReadOnlySqlite(data.database())
            : PostgresDatabase.existing(postgres)) {
      database.read(
          sql -> {
            if (postgres == null) { // PostgreSQL sees to its own integrity
              step("database", () -> integrity(sql));
            }
            step("accounts", () -> AccountCheck.run(sql, findings));
            Map<KeyringId, Set<ReportId>> deleted = new HashMap<>();
            step("keyrings", () -> deleted.putAll(KeyringCheck.run(sql, findings)));
            step(
                "reports",
                () ->
                    ReportCheck.run(sql, DirectoryBlobs.existing(data.blobs()), deleted, findings));
            step("records", () -> RecordPlacesCheck.run(sql, findings));
            step("usage", () -> UsageCheck.run(sql, findings));
            return true;
          });
    }
  }

  private void integrity(JdbcClient sql) {
    sql.sql("pragma integrity_check").query(String.class).list().stream()
        .filter(line -> !line.equals("ok"))
        .forEach(line -> findings.wrong("database", line.replaceAll("\\s+", " ")));
    sql.sql("pragma foreign_key_check")
        .query((row, _) -> row.getString(1) + ": row " + row.getLong(2))
        .list()
        .forEach(row -> findings.wrong(row, "belongs to something that is not there"));
  }

  /** What is too damaged to be read is a finding, and the other steps go on. */
  private void step(String what, Step step) {
    try {
      step.run();
    } catch (IOException
        | DataAccessException
        | IllegalArgumentException
        | IllegalStateException e) {
      findings.wrong(what, "can't be read to the end (" + e.getClass().getSimpleName() + ")");
    }
  }
}
