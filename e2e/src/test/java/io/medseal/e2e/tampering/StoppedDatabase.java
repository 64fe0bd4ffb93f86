package io.medseal.e2e.tampering;

import io.medseal.testkit.service.ServiceProcess;
import io.medseal.testkit.store.StoredRows;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The service's database, which nobody else may write to while the service runs: it is changed
 * between a kill and a start, each time from what it was at first.
 */
final class StoppedDatabase {
  private final ServiceProcess service;
  private final Path file;
  private final byte[] honest;

  private StoppedDatabase(ServiceProcess service, Path file, byte[] honest) {
    this.service = service;
    this.file = file;
    this.honest = honest;
  }

  /** Of a service that runs, and has been honest so far. */
  static StoppedDatabase of(ServiceProcess service) throws Exception {
    Path file = service.data().resolve("medseal.db");
    service.stop();
    StoppedDatabase database = new StoppedDatabase(service, file, Files.readAllBytes(file));
    service.startAgain();
    return database;
  }

  /** A change, and what it was. */
  interface Change {
    String to(StoredRows rows);
  }

  /** Makes this one change; those made before are gone. */
  String changed(Change change) throws Exception {
    service.kill();
    try (var logs = Files.newDirectoryStream(file.getParent(), "medseal.db-*")) {
      for (Path log : logs) {
        Files.delete(log);
      }
    }
    Files.write(file, honest);
    String what;
    try (StoredRows rows = StoredRows.in(file.getParent())) {
      what = change.to(rows);
    }
    service.startAgain();
    return what;
  }

  /** Takes every change back. */
  void restored() throws Exception {
    changed(_ -> "nothing");
  }
}
