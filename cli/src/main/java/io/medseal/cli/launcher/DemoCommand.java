package io.medseal.cli.launcher;

/** {@code medseal demo}. */
public final class DemoCommand extends LauncherCommand {
  public DemoCommand() {
    flag("--fresh", "Start over: remove what an earlier demo left.");
    describe(
        "Starts a cloud on this computer and fills it with a small invented hospital: staff,"
            + " patients, images, videos and letters, all generated. It prints the address, the"
            + " log-ins and commands to try.");
    example("demo", "Try Medseal");
    example("demo --fresh", "Try it from the beginning again");
  }
}
