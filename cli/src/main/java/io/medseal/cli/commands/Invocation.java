package io.medseal.cli.commands;

import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.output.JsonOutput;
import io.medseal.cli.output.Page;
import io.medseal.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One run of a command.
 *
 * @param json print one JSON document instead of text for people
 * @param profile as given on the command line
 * @param passphraseFile opens the profile where it is locked
 */
public record Invocation(
    Terminal terminal, boolean json, Optional<String> profile, Optional<Path> passphraseFile) {
  /**
   * Prints a command's answer, once.
   *
   * @param document for programs
   * @param text for people
   */
  public void answer(Record document, Consumer<Page> text) {
    if (json) {
      JsonOutput.write(document, terminal.out());
    } else {
      text.accept(new Page(terminal.out(), terminal.colours(), terminal.zone()));
    }
    terminal.out().flush();
  }

  /**
   * Prints an answer that is never printed again.
   *
   * @param otherwise what to do where it could not be written
   * @throws CommandException then
   */
  public void answerOnce(Record document, Consumer<Page> text, String otherwise) {
    answer(document, text);
    if (terminal.out().checkError()) {
      throw new CommandException(ExitCode.UNAVAILABLE, otherwise);
    }
  }

  /** Says that a command without data to print has done its work. */
  public void done(String sentence) {
    terminal.answer(sentence);
  }

  /** Says something beside the answer, to people. */
  public void remark(String sentence) {
    terminal.say(sentence);
  }
}
