package io.medseal.cli.launcher;

/** {@code medseal check}. */
public final class CheckCommand extends LauncherCommand {
  public CheckCommand() {
    required(
        "--data", "DIR", "The service's data folder, or a backup; the service may be running.");
    option("--after", "REPORT", "Go on where a check was stopped.");
    option("--config", "FILE", "The service's settings, where they name a database.");
    describe(
        "Compares a service's database with its stored files: every statement verifies, every"
            + " report has all its bytes with the right digests, nothing is left over. It changes"
            + " nothing.");
    example("check --data /srv/medseal", "Check a store after a power cut, or a restored backup");
  }
}
