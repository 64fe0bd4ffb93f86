package io.medseal.cli.launcher;

/** {@code medseal backup} and {@code medseal restore}. */
public final class BackupCommand extends LauncherCommand {
  private BackupCommand(boolean makes) {
    if (makes) {
      required("--data", "DIR", "The service's data folder; the service may be running.");
      required("--to", "DIR", "The backup: a new folder, or one that this command has made.");
      option("--config", "FILE", "The service's settings.");
      describe(
          "Backs a service up, while it runs: its database as it is at one moment, and every report"
              + " that is not in the backup yet. Everything is verified in the backup. If it is"
              + " stopped, the backup is the one before, and the next run goes on.");
      example("backup --data /srv/medseal --to /mnt/backup/medseal", "Do so every night");
    } else {
      required("--data", "DIR", "The folder to restore into: empty, or not there.");
      required("--from", "DIR", "The backup, which stays as it is.");
      describe(
          "Restores a backup into a new folder and verifies everything there. Everybody logs in"
              + " again; uploads that were on their way begin anew. For 90 days the service takes back"
              + " what people's programs have seen since the backup.");
      example("restore --data /srv/medseal-again --from /mnt/backup/medseal", "After a fire");
    }
  }

  /** Makes one. */
  public static BackupCommand making() {
    return new BackupCommand(true);
  }

  /** Restores one. */
  public static BackupCommand restoring() {
    return new BackupCommand(false);
  }
}
