package io.medseal.cli.commands;

import java.util.List;
import java.util.function.Supplier;

/**
 * A command as the list of all commands knows it, before it is built.
 *
 * @param name one word, or two: {@code record create}
 * @param summary one line, without a full stop
 * @param command builds it
 */
public record Entry(Group group, String name, String summary, Supplier<Command> command) {
  /** The words of its name. */
  public List<String> words() {
    return List.of(name.split(" ", -1));
  }

  /** Builds the command. */
  public Command create() {
    return command.get().named(this);
  }
}
