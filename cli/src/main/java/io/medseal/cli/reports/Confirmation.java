package io.medseal.cli.reports;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.terminal.Lines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Asks on the terminal whether something is meant. */
final class Confirmation {
  private Confirmation() {}

  /**
   * Goes on after a yes only.
   *
   * @param refusal what is said after a no
   */
  static void require(Invocation invocation, String question, String refusal) {
    if (!invocation.terminal().errShown()) {
      throw new CommandException(
          ExitCode.USAGE, "There is no terminal to ask whether that is meant; add --yes.");
    }
    invocation.terminal().ask(question + " [y/N]");
    try {
      String answer = Lines.read(invocation.terminal().in()).map(String::new).orElse("").strip();
      if (!answer.toLowerCase(Locale.ROOT).matches("y|yes")) {
        throw new CommandException(ExitCode.USAGE, refusal);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
