package io.medseal.server.platform.start;

/** The service does not start. The message is one sentence or two for whoever started it. */
public final class StartRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /** With the sentence to show. */
  public StartRefusedException(ExitCode exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** How the process ends because of this. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
