package io.medseal.server;

import io.medseal.server.platform.blobs.Blobs;
import io.medseal.server.platform.blobs.DirectoryBlobs;
import io.medseal.server.platform.check.Findings;
import io.medseal.server.platform.check.SqliteCheck;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.db.ReadOnlySqlite;
import io.medseal.server.platform.db.SqliteCopy;
import io.medseal.server.platform.db.SqliteLibrary;
import io.medseal.server.platform.faults.Fault;
import io.medseal.server.platform.start.CopyDirectory;
import io.medseal.server.platform.start.DataDirectory;
import io.medseal.server.platform.start.ExitCode;
import io.medseal.server.platform.start.Settings;
import io.medseal.server.platform.start.StartRefusedException;
import io.medseal.server.reports.BodyCopy;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.springframework.dao.DataAccessException;

/**
 * Backs a data folder up while a service runs on it or not, and restores one. The database is
 * copied first, as it is at one moment, then the bodies of its reports, which no service removes
 * meanwhile. At any instant the backup is a whole one, the old or the new; one that is not yet
 * whole is neither restored nor served. What is wrong with the rows or bodies is told, and backed
 * up and restored as it is; a database that is damaged takes no other one's place.
 */
final class Backup {
  /**
   * Sessions are not in a backup: what was ended since would be alive again. Neither are parts of
   * uploads on their way, whose files change; they begin anew.
   */
  private static final List<String> LEFT_OUT =
      List.of(
          "delete from sessions",
          "delete from attempts",
          """
          delete from parts where report in
            (select id from reports where state in ('uploading', 'completing'))\
          """,
          "update reports set state = 'uploading' where state = 'completing'");

  private final Findings findings;
  private final PrintStream out;

  private Backup(PrintStream out) {
    this.findings = new Findings(out);
    this.out = out;
  }

  /** Brings a backup up to date, or makes one. */
  static ExitCode make(Settings settings, Path to, PrintStream out) {
    if (settings.postgres() != null) {
      throw new StartRefusedException(
          ExitCode.USAGE,
          "With PostgreSQL stop the service, dump the database (pg_dump), copy the data folder and start"
              + " it again: docs/operations.md tells how.");
    }
    requireApart(settings.data(), to);
    Backup backup = new Backup(out);
    try (DataDirectory source = DataDirectory.reading(settings.data());
        CopyDirectory target = CopyDirectory.backingUp(to, source)) {
      backup.make(source, target);
      return Check.tell(backup.findings, out);
    } catch (IOException | DataAccessException e) {
      throw failed("The backup was not finished", e);
    }
  }

  /** Restores a backup into a folder that is empty. */
  static ExitCode restore(Path from, Path data, PrintStream out) {
    if (!DataDirectory.isBackup(from)) {
      throw new StartRefusedException(
          ExitCode.DATA_UNUSABLE, from + " is no backup, or one that was never finished.");
    }
    requireApart(from, data);
    Backup backup = new Backup(out);
    try (DataDirectory source = DataDirectory.reading(from);
        CopyDirectory target = CopyDirectory.restoring(data, source)) {
      return backup.restore(source, target);
    } catch (IOException | DataAccessException e) {
      throw failed("The backup was not restored", e);
    }
  }

  private void make(DataDirectory source, CopyDirectory target) throws IOException {
    if (source.isInUse()) {
      out.println("The service is running: uploads on their way are left out.");
    }
    SqliteLibrary.borrow(source.library());
    Path fresh = target.database().resolveSibling(DataDirectory.DATABASE + ".new");
    Blobs blobs = DirectoryBlobs.in(target.blobs());
    boolean whole;
    Instant moment = Instant.now();
    try (Closeable _ = DirectoryBlobs.hold(source.blobs())) {
      SqliteCopy.write(source.database(), source.isInUse(), fresh, LEFT_OUT);
      whole = copyAndCheck(fresh, source, target);
    }
    if (whole) {
      Files.move(fresh, target.database(), StandardCopyOption.ATOMIC_MOVE);
      target.taken(moment);
      target.finish();
      try (Database database = new ReadOnlySqlite(target.database(), false)) {
        BodyCopy.removeOthers(database.queries(), blobs);
      }
    }
  }

  private ExitCode restore(DataDirectory source, CopyDirectory target) throws IOException {
    SqliteLibrary.borrow(source.library());
    DirectoryBlobs.in(target.blobs());
    SqliteCopy.write(source.database(), false, target.database(), List.of());
    if (copyAndCheck(target.database(), source, target)) {
      Instant taken = target.restored(source, Instant.now());
      target.finish();
      out.println(
          "Restored. The backup is of %s. Everybody logs in again, and by that gives back the changes"
                  .formatted(taken)
              + " that they have seen since.");
    } else {
      out.println("Not restored: the database is damaged, and no service starts on what is here.");
    }
    return Check.tell(findings, out);
  }

  /**
   * Copies bodies, and checks all there is in {@code target}. A body that can't be had is told, and
   * keeps nobody from the others.
   *
   * @return whether the database is whole
   */
  private boolean copyAndCheck(Path file, DataDirectory source, CopyDirectory target)
      throws IOException {
    try (Database database = new ReadOnlySqlite(file, false)) {
      SqliteCheck.run(database.queries(), findings);
      if (findings.count() > 0) {
        return false;
      }
      BodyCopy.run(
          database.queries(),
          DirectoryBlobs.existing(source.blobs()),
          DirectoryBlobs.existing(target.blobs()),
          findings);
      new Check(findings).ofCopy(database.queries(), target.blobs(), source.serviceSecret());
      return true;
    }
  }

  private static void requireApart(Path one, Path other) {
    if (one.startsWith(other) || other.startsWith(one)) {
      throw new StartRefusedException(
          ExitCode.USAGE, "A backup and what it is of lie in two folders, neither in the other.");
    }
  }

  private static StartRefusedException failed(String what, Exception e) {
    String why =
        Fault.behind(e).filter(fault -> fault == Fault.STORAGE_FULL).isPresent()
            ? "there is no room"
            : e.getClass().getSimpleName();
    return new StartRefusedException(
        ExitCode.DATA_UNUSABLE, what + " (" + why + "). Run it again when that is mended.");
  }
}
