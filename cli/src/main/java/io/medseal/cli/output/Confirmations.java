package io.medseal.cli.output;

import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;

/** A confirmation says what was reached, as the chain has it, and never what was asked for. */
public final class Confirmations {
  private Confirmations() {}

  /**
   * Where the chain no longer has it.
   *
   * @param what should be so: {@code "rao@hospital.example belongs to it"}
   */
  public static CommandException undone(String what) {
    return new CommandException(
        ExitCode.CONFLICT,
        "It was written down that " + what + ", but somebody has changed that since; look again.");
  }
}
