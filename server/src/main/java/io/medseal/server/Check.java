package io.medseal.server;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.server.accounts.AccountCheck;
import io.medseal.server.keyrings.KeyringCheck;
import io.medseal.server.platform.auth.ServiceSecret;
import io.medseal.server.platform.blobs.DirectoryBlobs;
import io.medseal.server.platform.check.Findings;
import io.medseal.server.platform.check.SqliteCheck;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.db.PostgresDatabase;
import io.medseal.server.platform.db.ReadOnlySqlite;
import io.medseal.server.platform.db.SqliteLibrary;
import io.medseal.server.platform.faults.Fault;
import io.medseal.server.platform.start.DataDirectory;
import io.medseal.server.platform.start.ExitCode;
import io.medseal.server.platform.start.PostgresAddress;
import io.medseal.server.platform.start.Settings;
import io.medseal.server.records.RecordPlacesCheck;
import io.medseal.server.reports.ReportCheck;
import io.medseal.server.usage.UsageCheck;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Verifies what is stored, while a service runs on it or not, and changes nothing: the database by
 * itself, every chain from its first statement with every row derived from it, every report with
 * every byte that was acknowledged, or with the statement that deleted it. It sees one state of the
 * database; of a running service it leaves out what is on its way.
 */
final class Check {
  private final Findings findings;

  Check(Findings findings) {
    this.findings = findings;
  }

  private interface Step {
    void run() throws IOException;
  }

  /**
   * Prints a line for each finding.
   *
   * @param after bodies of reports with higher ids are read; empty for all
   * @return {@link ExitCode#FINDINGS} if something is wrong, {@link ExitCode#DATA_UNUSABLE} if not
   *     everything could be read, else {@link ExitCode#OK}
   */
  static ExitCode run(Settings settings, DataDirectory data, String after, PrintStream out) {
    Findings findings = new Findings(out);
    Check check = new Check(findings);
    check.step("database", () -> check.all(settings.postgres(), data, after));
    return tell(findings, out);
  }

  /** Prints the last line. */
  static ExitCode tell(Findings findings, PrintStream out) {
    if (findings.count() > 0) {
      out.println("Wrong: " + findings.count() + ".");
      return ExitCode.FINDINGS;
    }
    if (findings.countUnread() > 0) {
      out.println(
          "Not everything could be read: "
              + findings.countUnread()
              + ". Nothing is known to be wrong with it.");
      return ExitCode.DATA_UNUSABLE;
    }
    out.println("Nothing is wrong.");
    return ExitCode.OK;
  }

  private void all(@Nullable PostgresAddress postgres, DataDirectory data, String after)
      throws IOException {
    Path file = data.database();
    if (postgres == null && !Files.exists(file)) {
      findings.wrong("database", "the file " + file + " is missing");
      return;
    }
    SqliteLibrary.borrow(data.library());
    try (Closeable _ = DirectoryBlobs.hold(data.blobs());
        Database database = opened(postgres, data)) {
      ReportCheck.Scope scope =
          new ReportCheck.Scope(after, data.isInUse() ? database.queries() : null);
      database.read(
          sql -> {
            if (postgres == null) { // PostgreSQL sees to its own integrity
              step("database", () -> SqliteCheck.run(sql, findings));
            }
            rows(sql, data.blobs(), data.serviceSecret(), scope);
            return true;
          });
    }
  }

  private static Database opened(@Nullable PostgresAddress postgres, DataDirectory data) {
    return postgres == null
        ? new ReadOnlySqlite(data.database(), data.isInUse())
        : PostgresDatabase.existing(postgres);
  }

  /** Of a copy whose bodies have been read. */
  void ofCopy(JdbcClient sql, Path blobs, byte[] secret) {
    rows(sql, blobs, secret, new ReportCheck.Scope(ReportCheck.Scope.NO_BODY, null));
  }

  /** All that rows and blobs say of each other. */
  private void rows(JdbcClient sql, Path blobs, byte[] secret, ReportCheck.Scope scope) {
    step("accounts", () -> AccountCheck.run(sql, findings));
    Map<KeyringId, Set<ReportId>> deleted = new HashMap<>();
    step(
        "keyrings",
        () -> deleted.putAll(KeyringCheck.run(sql, new ServiceSecret(secret), findings)));
    step(
        "reports",
        () -> ReportCheck.run(sql, DirectoryBlobs.existing(blobs), deleted, scope, findings));
    step("records", () -> RecordPlacesCheck.run(sql, findings));
    step("usage", () -> UsageCheck.run(sql, findings));
  }

  /**
   * What is too damaged to be read is a finding, and the other steps go on. What the system does
   * not let be read is none: nothing is known of it.
   */
  private void step(String what, Step step) {
    try {
      step.run();
    } catch (IOException
        | DataAccessException
        | IllegalArgumentException
        | IllegalStateException e) {
      String why = " (" + e.getClass().getSimpleName() + ")";
      if (Fault.behind(e).filter(fault -> fault != Fault.DAMAGED).isPresent()) {
        findings.unread(what, "can't be read now, by the system's word" + why);
      } else {
        findings.wrong(what, "can't be read to the end" + why);
      }
    }
  }
}
