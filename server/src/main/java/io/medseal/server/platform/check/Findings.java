package io.medseal.server.platform.check;

import java.io.PrintStream;

/** What a check finds, one line each, printed at once. */
public final class Findings {
  private final PrintStream out;
  private int found;

  /** Prints to {@code out}. */
  public Findings(PrintStream out) {
    this.out = out;
  }

  /**
   * Something is wrong.
   *
   * @param where the table or folder, and which of its entries
   * @param what in a few words
   */
  public void wrong(String where, String what) {
    found++;
    out.println("wrong: " + where + ": " + what);
  }

  /** What a crash may leave, and what the service removes or finishes by itself. */
  public void harmless(String where, String what) {
    out.println("harmless: " + where + ": " + what);
  }

  /** How much was looked at. */
  public void checked(String what) {
    out.println("checked: " + what);
  }

  /** How many things are wrong. */
  public int count() {
    return found;
  }
}
