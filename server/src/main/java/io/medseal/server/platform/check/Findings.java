package io.medseal.server.platform.check;

import java.io.PrintStream;

/** What a check finds, one line each, printed at once. */
public final class Findings {
  private final PrintStream out;
  private int found;
  private int unread;

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

  /** Nothing is known of it: whatever it is read from does not give it now. */
  public void unread(String where, String what) {
    unread++;
    out.println("unread: " + where + ": " + what);
  }

  /** What a check that is stopped here can go on from. */
  public void soFar(String what) {
    out.println("so far: " + what);
  }

  /** How much was looked at. */
  public void checked(String what) {
    out.println("checked: " + what);
  }

  /** How many things are wrong. */
  public int count() {
    return found;
  }

  /** Of how many things nothing is known. */
  public int countUnread() {
    return unread;
  }
}
