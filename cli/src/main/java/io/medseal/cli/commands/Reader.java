package io.medseal.cli.commands;

/** Reads one word of the command line. */
@FunctionalInterface
public interface Reader<T> {
  /**
   * Reads a word.
   *
   * @throws IllegalArgumentException if it is not what is needed; the message says what is, as in
   *     {@code "a date is written as 2026-11-23"}
   */
  T read(String word);
}
