package io.medseal.cli.terminal;

import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Passwords and recovery codes: from a file, from standard input, or asked for. Never from the
 * command line, which other users of the computer can read.
 */
public final class Secrets {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final char NO_TEXT = '\uFFFD';

  private final Terminal terminal;

  public Secrets(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Where a secret comes from.
   *
   * @param what it is, as in {@code "password"}
   * @param file its first line; first choice
   * @param standardInput the next line of standard input; second choice
   * @param options how to name file or standard input, for who has no terminal
   */
  public record Source(String what, Optional<Path> file, boolean standardInput, String options) {}

  /** Reads it, asking once. The caller wipes it. */
  public char[] read(Source source) {
    return given(source).orElseGet(() -> ask(source, source.what() + ": "));
  }

  /** Reads it, asking twice, since a typing error in a new password would lock its owner out. */
  public char[] readNew(Source source) {
    Optional<char[]> given = given(source);
    if (given.isPresent()) {
      return given.get();
    }
    char[] first = ask(source, source.what() + ": ");
    char[] second = ask(source, "The same again: ");
    try {
      if (!Arrays.equals(first, second)) {
        Arrays.fill(first, '\0');
        throw new CommandException(
            ExitCode.USAGE, "The two entries differ; run the command again.");
      }
      return first;
    } finally {
      Arrays.fill(second, '\0');
    }
  }

  private Optional<char[]> given(Source source) {
    if (source.file().isPresent()) {
      return Optional.of(withoutMark(fromFile(source, source.file().get())));
    }
    if (source.standardInput()) {
      return Optional.of(withoutMark(fromStandardInput(source)));
    }
    return Optional.empty();
  }

  /** The byte-order mark that editors of Windows begin a file with is nobody's secret. */
  private static char[] withoutMark(char[] line) {
    if (line[0] != BYTE_ORDER_MARK) {
      return line;
    }
    char[] rest = Arrays.copyOfRange(line, 1, line.length);
    Arrays.fill(line, '\0');
    return rest;
  }

  private char[] fromFile(Source source, Path file) {
    warnOfReaders(file);
    try (InputStream in = Files.newInputStream(file)) {
      return Lines.read(in)
          .filter(Secrets::says)
          .orElseThrow(
              () ->
                  new CommandException(
                      ExitCode.USAGE,
                      file + " is empty; its first line has to be the " + lower(source) + "."));
    } catch (NoSuchFileException e) {
      throw new CommandException(
          ExitCode.LOCAL_FILES,
          "There is no file " + file + " to read the " + lower(source) + " from.");
    } catch (CharacterCodingException e) {
      throw new CommandException(
          ExitCode.USAGE, "The " + lower(source) + " in " + file + " is not UTF-8 text.");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.LOCAL_FILES,
          "The " + lower(source) + " cannot be read from " + file + "; check the file.");
    }
  }

  private static boolean says(char[] line) {
    return line.length > (line.length > 0 && line[0] == BYTE_ORDER_MARK ? 1 : 0);
  }

  private char[] fromStandardInput(Source source) {
    try {
      return Lines.read(terminal.in())
          .filter(Secrets::says)
          .orElseThrow(
              () ->
                  new CommandException(
                      ExitCode.USAGE,
                      "Standard input ended before the "
                          + lower(source)
                          + "; write it on a line."));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "The " + lower(source) + " on standard input is not a line of UTF-8.");
    }
  }

  private char[] ask(Source source, String question) {
    terminal.out().flush();
    return terminal
        .hidden()
        .ask(question)
        .map(typed -> requireText(source, typed))
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.USAGE,
                    "There is no terminal to ask for the "
                        + lower(source)
                        + "; use "
                        + source.options()
                        + "."));
  }

  /** What a terminal of another encoding sends cannot be typed again on any other. */
  private static char[] requireText(Source source, char[] typed) {
    for (char c : typed) {
      if (c == NO_TEXT) {
        Arrays.fill(typed, '\0');
        throw new CommandException(
            ExitCode.USAGE,
            "The " + lower(source) + " was not typed as UTF-8; set the terminal to UTF-8.");
      }
    }
    return typed;
  }

  private void warnOfReaders(Path file) {
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Set<PosixFilePermission> open = Files.getPosixFilePermissions(file);
        if (open.stream().anyMatch(OTHERS::contains)) {
          terminal.say(
              "Warning: other users of this computer can read "
                  + file
                  + "; 'chmod 600' keeps it yours.");
        }
      }
    } catch (IOException e) {
      // Reading the file itself says what is wrong.
    }
  }

  private static String lower(Source source) {
    return Character.toLowerCase(source.what().charAt(0)) + source.what().substring(1);
  }
}
