package io.medseal.cli.failures;

/** Something that the command line itself refuses. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /**
   * A refusal.
   *
   * @param sentence what happened and what to do
   */
  public CommandException(ExitCode exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** How the process ends. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /**
   * Where the chain does not have, any more, what was written into it: a confirmation says what was
   * reached, and never what was asked for.
   *
   * @param what should be so: {@code "rao@hospital.example belongs to it"}
   */
  public static CommandException undone(String what) {
    return new CommandException(
        ExitCode.CONFLICT,
        "It was written down that " + what + ", but somebody has changed that since; look again.");
  }
}
