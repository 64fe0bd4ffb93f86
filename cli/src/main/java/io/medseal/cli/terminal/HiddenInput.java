package io.medseal.cli.terminal;

import java.io.Console;
import java.util.Optional;

/** Asks a person for something that nobody else should read from the screen. */
@FunctionalInterface
public interface HiddenInput {
  /**
   * Asks.
   *
   * @return what was typed, which the caller wipes; empty where there is no person to ask
   */
  Optional<char[]> ask(String question);

  /** On this process's terminal. */
  static HiddenInput system() {
    return question ->
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .map(console -> Optional.ofNullable(console.readPassword("%s", question)))
            .orElseGet(() -> ControllingTerminal.ask(question));
  }
}
