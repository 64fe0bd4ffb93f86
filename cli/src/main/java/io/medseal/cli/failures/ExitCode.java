package io.medseal.cli.failures;

/**
 * How a process ends. Documented by {@code medseal help exit-codes}; a number keeps its meaning.
 */
public enum ExitCode {
  OK(0, "Done."),
  FAILED_CHECK(1, "A check failed: bytes that were changed, cut or forged. Nothing was written."),
  USAGE(2, "The command line cannot be understood, or a value does not have the form it needs."),
  NOT_FOUND(3, "There is no such record, section, report, person or session for this account."),
  DENIED(4, "This account, or this key, may not do that."),
  AUTHENTICATION(
      5, "Not logged in: wrong password, wrong recovery code, session ended, profile locked."),
  CONFLICT(6, "It clashes with what is there: taken, changed meanwhile, done already."),
  UNAVAILABLE(
      7,
      "The service cannot be reached or cannot do it now, or the answer could not be written out."
          + " Trying later may help."),
  LOCAL_FILES(
      8, "This computer: a file or folder cannot be read or written, or the clock is wrong."),
  UNTRUSTED(9, "The service answered what must not be trusted: another key, an older history."),
  INTERNAL(70, "A mistake in Medseal itself."),
  INTERRUPTED(130, "Interrupted by Ctrl-C.");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** What the process answers to its caller. */
  public int number() {
    return number;
  }

  /** One sentence. */
  public String meaning() {
    return meaning;
  }
}
