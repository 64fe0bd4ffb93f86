package io.medseal.cli.commands;

/**
 * A command line that works as it stands.
 *
 * @param line as typed, with {@code medseal}
 * @param says what it does, in a few words
 */
public record Example(String line, String says) {}
