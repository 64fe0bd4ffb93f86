package io.medseal.cli.help;

import io.medseal.cli.commands.Command;
import io.medseal.cli.commands.Entry;
import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@code medseal help}. */
public final class HelpCommand extends Command {
  private final Supplier<List<Entry>> entries;
  private final Consumer<Command> completed;
  private final Parameter<List<String>> topic =
      arguments(
          "TOPIC",
          false,
          String.class,
          word -> word,
          "A command, 'exit-codes', 'json' or 'files'.");

  /**
   * Help about these commands.
   *
   * @param completed adds the options that all commands have
   */
  public HelpCommand(Supplier<List<Entry>> entries, Consumer<Command> completed) {
    this.entries = entries;
    this.completed = completed;
    describe("Without a topic, it lists the commands.");
    example("help upload", "Explain a command");
    example("help exit-codes", "Say what the numbers mean that commands end with");
    example("help json", "List the fields that --json prints");
    example("help files", "Say which files and environment variables Medseal uses");
  }

  @Override
  public boolean usesProfile() {
    return false;
  }

  @Override
  public void run(Invocation invocation) {
    var terminal = invocation.terminal();
    Help help = new Help(entries.get(), terminal.colours(), terminal.out());
    Topics topics = new Topics(terminal.colours(), terminal.out());
    String words = String.join(" ", topic.get()).toLowerCase(Locale.ROOT);
    switch (words) {
      case "" -> help.all();
      case "exit-codes" -> topics.exitCodes();
      case "json" -> topics.json(entries.get());
      case "files" -> topics.files();
      default -> command(words, help);
    }
  }

  private void command(String words, Help help) {
    Optional<Entry> entry = entries.get().stream().filter(e -> e.name().equals(words)).findFirst();
    if (entry.isPresent()) {
      Command command = entry.get().create();
      completed.accept(command);
      help.of(command);
    } else if (entries.get().stream().anyMatch(e -> e.words().getFirst().equals(words))) {
      help.beginningWith(words);
    } else {
      throw new CommandException(
          ExitCode.USAGE, "There is no help about '" + words + "'. See 'medseal help'.");
    }
  }
}
