package io.medseal.cli;

import io.medseal.cli.commands.Command;
import io.medseal.cli.commands.Entry;
import io.medseal.cli.commands.Invocation;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.failures.Failures;
import io.medseal.cli.help.Help;
import io.medseal.cli.help.Suggestions;
import io.medseal.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs one command line: finds its command, reads its parameters, ends with an exit code. */
public final class Cli {
  private static final String PROFILE = "--profile";
  private static final String PASSPHRASE_FILE = "--passphrase-file";
  private static final String JSON = "--json";

  private final Terminal terminal;
  private final List<Entry> entries;

  /** A command line with these commands. */
  public Cli(Terminal terminal, List<Entry> entries) {
    this.terminal = terminal;
    this.entries = entries;
  }

  /**
   * Runs it. Nothing is thrown: whatever goes wrong is said on standard error, that the answer
   * could not be written included.
   */
  public ExitCode run(String... args) {
    ExitCode done = dispatched(List.of(args));
    terminal.err().flush();
    if (done != ExitCode.OK || !terminal.out().checkError()) {
      terminal.out().flush();
      return done;
    }
    return say(
        new CommandException(
            ExitCode.UNAVAILABLE,
            "The command did its work, but its answer could not be written: the disk is full, or"
                + " nobody reads it any more."));
  }

  private ExitCode dispatched(List<String> args) {
    try {
      requireText(args);
      dispatch(args);
      return ExitCode.OK;
    } catch (RuntimeException | Error e) {
      return say(e);
    }
  }

  /** What was no text when Java read it would be stored damaged. */
  private static void requireText(List<String> args) {
    for (String arg : args) {
      if (arg.indexOf('\uFFFD') >= 0) {
        throw new CommandException(
            ExitCode.USAGE,
            "'" + arg + "' is not UTF-8 text, so nothing was done; type it in a UTF-8 terminal.");
      }
    }
  }

  private ExitCode say(Throwable failure) {
    Failures.Failure known = Failures.of(failure);
    terminal.sayFailed(known.sentence());
    if (terminal.debugs()) {
      terminal.sayTrace(failure);
    }
    return known.exitCode();
  }

  private void dispatch(List<String> args) {
    List<String> options = new ArrayList<>();
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < args.size() && mayBelongToName(words)) {
      String word = args.get(at);
      int length = commonOption(word);
      if (length > 0) {
        options.addAll(args.subList(at, Math.min(at + length, args.size())));
        at += length;
      } else if (!word.startsWith("-")) {
        words.add(word);
        at++;
      } else if (words.isEmpty()) {
        beforeCommand(word);
        return;
      } else {
        break;
      }
    }
    words.addAll(args.subList(Math.min(at, args.size()), args.size()));
    if (words.isEmpty()) {
      help().all();
      return;
    }
    Optional<Entry> entry = find(words);
    if (entry.isPresent()) {
      options.addAll(words.subList(entry.get().words().size(), words.size()));
      run(entry.get().create(), options);
    } else {
      withoutCommand(words);
    }
  }

  /** Whether the next word may be one of a command's name. */
  private boolean mayBelongToName(List<String> words) {
    return entries.stream()
        .map(Entry::words)
        .anyMatch(
            name -> name.size() > words.size() && name.subList(0, words.size()).equals(words));
  }

  /** How many words a common option takes with its value; 0 for anything else. */
  private static int commonOption(String word) {
    return switch (word) {
      case JSON -> 1;
      case PROFILE, PASSPHRASE_FILE -> 2;
      default -> word.startsWith(PROFILE + "=") || word.startsWith(PASSPHRASE_FILE + "=") ? 1 : 0;
    };
  }

  private void beforeCommand(String option) {
    switch (option) {
      case "-h", "--help" -> help().all();
      case "-V", "--version" -> terminal.answer("medseal " + Version.current());
      default ->
          throw usage("Unknown option '" + option + "' before the command", "medseal --help");
    }
  }

  private Optional<Entry> find(List<String> words) {
    return entries.stream()
        .filter(entry -> words.size() >= entry.words().size())
        .filter(entry -> words.subList(0, entry.words().size()).equals(entry.words()))
        .max((one, other) -> Integer.compare(one.words().size(), other.words().size()));
  }

  /** The words name no command: they may name several, or be mistyped. */
  private void withoutCommand(List<String> words) {
    String first = words.getFirst();
    boolean begins = entries.stream().anyMatch(entry -> entry.words().getFirst().equals(first));
    if (begins && (words.size() == 1 || words.get(1).startsWith("-"))) {
      help().beginningWith(first);
      return;
    }
    String typed = begins ? first + " " + words.get(1) : first;
    throw usage(
        "There is no command '"
            + typed
            + "'"
            + Suggestions.near(typed, entries.stream().map(Entry::name).toList())
                .map(near -> ": did you mean '" + near + "'?")
                .orElse(""),
        "medseal --help");
  }

  private void run(Command command, List<String> args) {
    addCommonOptions(command);
    CommandLine line =
        new CommandLine(command.spec())
            .setExpandAtFiles(false)
            .setInterpolateVariables(false)
            .setTrimQuotes(false);
    ParseResult read;
    try {
      read = line.parseArgs(args.toArray(String[]::new));
    } catch (ParameterException e) {
      throw usage(sentence(e), "medseal " + command.name() + " --help");
    }
    if (read.isUsageHelpRequested()) {
      help().of(command);
      return;
    }
    command.run(
        new Invocation(
            terminal,
            read.hasMatchedOption(JSON),
            Optional.ofNullable(read.matchedOptionValue(PROFILE, (String) null)),
            Optional.ofNullable(read.matchedOptionValue(PASSPHRASE_FILE, (Path) null))));
  }

  /** Declares what commands have in common, after their own options. */
  static void addCommonOptions(Command command) {
    if (!command.documents().isEmpty()) {
      command
          .spec()
          .addOption(
              OptionSpec.builder(JSON)
                  .type(boolean.class)
                  .description("Print one JSON document.")
                  .build());
    }
    command
        .spec()
        .addOption(
            OptionSpec.builder(PROFILE)
                .paramLabel("NAME|DIR")
                .type(String.class)
                .hidden(!command.usesProfile())
                .description(
                    "The account to use: a name, or a folder (a value with a path separator)."
                        + " Default: $MEDSEAL_PROFILE, else 'default'.")
                .build());
    if (command.usesProfile()) {
      command
          .spec()
          .addOption(
              OptionSpec.builder(PASSPHRASE_FILE)
                  .paramLabel("FILE")
                  .type(Path.class)
                  .description(
                      "Read the passphrase of a locked profile from the first line of FILE.")
                  .build());
    }
    command
        .spec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .type(boolean.class)
                .usageHelp(true)
                .description("Show this help.")
                .build());
  }

  private Help help() {
    return new Help(entries, terminal.colours(), terminal.out());
  }

  private static String sentence(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().getFirst();
      if (unmatched.isUnknownOption()) {
        String option = first.contains("=") ? first.substring(0, first.indexOf('=')) : first;
        List<String> known =
            unmatched.getCommandLine().getCommandSpec().optionsMap().keySet().stream().toList();
        return "Unknown option '"
            + option
            + "'"
            + Suggestions.near(option, known)
                .map(near -> ": did you mean '" + near + "'?")
                .orElse("");
      }
      return "'" + first + "' is one argument too many";
    }
    return Arrays.stream(String.valueOf(e.getMessage()).split("\\R"))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .findFirst()
        .orElse("The command line cannot be understood");
  }

  private static CommandException usage(String what, String help) {
    String end = what.endsWith("?") || what.endsWith(".") ? " " : ". ";
    return new CommandException(ExitCode.USAGE, what + end + "See '" + help + "'.");
  }
}
