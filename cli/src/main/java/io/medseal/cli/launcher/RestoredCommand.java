package io.medseal.cli.launcher;

/** {@code medseal restored}. */
public final class RestoredCommand extends LauncherCommand {
  public RestoredCommand() {
    required("--data", "DIR", "The service's data folder; the service may be running.");
    required(
        "--taken", "TIME", "A moment at which the backup was not yet begun: 2027-03-01T02:00:00Z.");
    required("--restored", "TIME", "When the backup was put back: later, and past.");
    describe(
        "Says that a service's data was restored by other ways than restore, so that for 90 days it"
            + " takes back what people's programs have seen since that backup. restore says so"
            + " itself.");
    example(
        "restored --data /srv/medseal --taken 2027-03-01T02:00:00Z"
            + " --restored 2027-03-02T09:30:00Z",
        "After PostgreSQL was restored from a dump");
  }
}
