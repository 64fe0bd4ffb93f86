package io.medseal.server.platform.start;

/** How the process ends. Numbers are never reused for another meaning. */
public enum ExitCode {
  OK(0, "what was asked for is done"),
  FINDINGS(1, "check found something wrong with the data"),
  USAGE(2, "the arguments are not those of the command"),
  SETTINGS(3, "a setting is unknown or has no meaning"),
  DATA_IN_USE(4, "another process uses the data directory"),
  DATA_NEWER(5, "the data directory was written by a newer version"),
  DATA_UNUSABLE(6, "the data directory cannot be made, read or written"),
  UNAVAILABLE(7, "the address or port cannot be listened on, or the answer not be written out"),
  DATABASE_UNUSABLE(8, "the PostgreSQL database of the settings cannot be used"),
  NO_SUCH_INSTITUTE(9, "there is no such institute, or it is called otherwise or not confirmed"),
  FAILED(70, "anything else; the log says what");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** As the operating system sees it. */
  public int number() {
    return number;
  }

  /** For people, in a few words. */
  public String meaning() {
    return meaning;
  }
}
