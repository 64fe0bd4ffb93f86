package io.medseal.cli;

import io.medseal.cli.terminal.Terminal;

/** Where the process starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(new Cli(Terminal.system(), Entries.all()).run(args).number());
  }
}
