package io.medseal.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.testkit.service.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** What an operator does. */
final class Restoring {
  private Restoring() {}

  /** Backs the running service up, into a folder that is new. */
  static Path backup(ServiceProcess service, Path folder) {
    Path backup = folder.resolve("backups").resolve(UUID.randomUUID().toString());
    ServiceProcess.Finished made = service.asOperator("backup", "--to", backup.toString());
    assertThat(made.exitCode()).as(made.output()).isZero();
    return backup;
  }

  /** Kills the service, loses its data, restores the backup in its place, and starts it again. */
  static void restore(ServiceProcess service, Path backup, Path folder) throws Exception {
    service.kill();
    Path gone = Files.createDirectories(folder.resolve("gone"));
    Files.move(service.data(), gone.resolve(UUID.randomUUID().toString()));
    ServiceProcess.Finished restored = service.asOperator("restore", "--from", backup.toString());
    assertThat(restored.exitCode()).as(restored.output()).isZero();
    service.startAgain();
  }
}
