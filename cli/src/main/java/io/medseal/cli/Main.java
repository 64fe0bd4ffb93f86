package io.medseal.cli;

import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.terminal.Encoding;
import io.medseal.cli.terminal.Terminal;

/** Where the process starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Terminal terminal = Terminal.system();
    if (!Encoding.readsEveryName()) {
      terminal.sayFailed(Encoding.REFUSAL);
      System.exit(ExitCode.LOCAL_FILES.number());
    }
    System.exit(new Cli(terminal, Entries.all()).run(args).number());
  }
}
