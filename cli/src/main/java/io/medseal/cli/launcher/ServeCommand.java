package io.medseal.cli.launcher;

/** {@code medseal serve}. */
public final class ServeCommand extends LauncherCommand {
  public ServeCommand() {
    option("--port", "PORT", "Where to listen for clients (default: 8480).");
    option("--data", "DIR", "Where everything is stored; made when it is not there.");
    option("--config", "FILE", "Settings, as docs/operations.md lists them.");
    describe(
        "Starts the cloud service: accounts, keyrings and sealed reports, in one process, one"
            + " database file and one folder. It stores ciphertext only. It runs until it is stopped"
            + " with Ctrl-C or a termination signal, and finishes what it is doing first.");
    describe("It listens on this computer only, unless its settings say otherwise.");
    example("serve", "Start the cloud on this computer");
    example("serve --port 9000 --data /srv/medseal", "On another port, with its data elsewhere");
  }
}
