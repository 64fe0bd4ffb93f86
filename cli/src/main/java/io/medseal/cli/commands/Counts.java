package io.medseal.cli.commands;

/** Reads how many. */
public final class Counts {
  private Counts() {}

  /**
   * A number from 1 to 999999.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static int read(String word) {
    if (!word.matches("[0-9]{1,6}") || Integer.parseInt(word) == 0) {
      throw new IllegalArgumentException("'" + word + "' is not a number from 1 to 999999");
    }
    return Integer.parseInt(word);
  }
}
