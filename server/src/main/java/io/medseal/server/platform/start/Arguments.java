package io.medseal.server.platform.start;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param settings meaningful for every command but {@link Command#HELP}
 * @param institute with {@link Command#CONFIRM} and {@link Command#UNCONFIRM}
 */
public record Arguments(Command command, Settings settings, Optional<Institute> institute) {

  /**
   * The institute that the operator confirms, or no longer does.
   *
   * @param name that is confirmed; empty when it is taken back
   */
  public record Institute(KeyringId id, String name) {}

  /** What there is to do. */
  public enum Command {
    SERVE,
    CHECK,
    CONFIRM,
    UNCONFIRM,
    HELP;

    private Set<String> words() {
      return switch (this) {
        case CONFIRM -> Set.of("--institute", "--name");
        case UNCONFIRM -> Set.of("--institute");
        case SERVE, CHECK, HELP -> Set.of();
      };
    }

    private boolean takes(Setting setting) {
      return switch (this) {
        case SERVE -> true;
        case CHECK ->
            switch (setting) {
              case DATA, DATABASE, DATABASE_USER, DATABASE_PASSWORD_FILE -> true;
              case BIND, PORT, MANAGEMENT_PORT, FORWARD_HEADERS, NAME_SERVER -> false;
            };
        case CONFIRM, UNCONFIRM -> setting == Setting.DATA;
        case HELP -> false;
      };
    }
  }

  /**
   * Reads the command line.
   *
   * @throws StartRefusedException {@link ExitCode#USAGE} or {@link ExitCode#SETTINGS}
   */
  public static Arguments parse(List<String> arguments) {
    Deque<String> left = new ArrayDeque<>(arguments);
    Command command = command(left);
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    Map<Setting, String> file = Map.of();
    Map<String, String> words = new HashMap<>();
    while (!left.isEmpty()) {
      String argument = left.remove();
      if (argument.equals("--help") || argument.equals("-h")) {
        return new Arguments(Command.HELP, Settings.of(Map.of(), Map.of()), Optional.empty());
      }
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (!name.startsWith("--")) {
        throw usage("Medseal does not know what to do with " + argument + ".");
      }
      if (equals < 0 && left.isEmpty()) {
        throw usage(name + " wants a value.");
      }
      String value = equals < 0 ? left.remove() : argument.substring(equals + 1);
      if (command.words().contains(name)) {
        words.put(name, value);
      } else if (name.equals("--config") && command != Command.HELP) {
        file = Settings.read(Path.of(value));
      } else {
        Setting setting =
            Setting.of(name.substring(2))
                .filter(command::takes)
                .orElseThrow(() -> usage("There is no option " + name + " here."));
        given.put(setting, value);
      }
    }
    if (command != Command.SERVE
        && command != Command.HELP
        && !given.containsKey(Setting.DATA)
        && !file.containsKey(Setting.DATA)) {
      throw usage("This command wants --data DIR.");
    }
    return new Arguments(command, Settings.of(file, given), institute(command, words));
  }

  private static Optional<Institute> institute(Command command, Map<String, String> words) {
    if (command.words().isEmpty()) {
      return Optional.empty();
    }
    String name = words.getOrDefault("--name", "").strip();
    if (!words.keySet().containsAll(command.words())
        || (command == Command.CONFIRM && (name.isEmpty() || name.contains("\n")))) {
      throw usage("confirm wants --institute ID and --name NAME, unconfirm --institute ID.");
    }
    try {
      return Optional.of(new Institute(new KeyringId(words.get("--institute")), name));
    } catch (LedgerException | IllegalArgumentException _) {
      throw usage("--institute wants the 64 digits of the institute's keyring.");
    }
  }

  /** Help for people. */
  public static String help() {
    StringBuilder help =
        new StringBuilder(
            """
            medseal serve [--config FILE] [--SETTING VALUE]...   run the cloud service
            medseal check --data DIR [--config FILE]             verify everything that is stored
                                                                 (the service must not be running)
            medseal confirm --data DIR --institute ID --name NAME
                                                                 say as the operator that an
                                                                 institute is called so rightly
            medseal unconfirm --data DIR --institute ID          take that back

            check compares the database with itself (integrity, foreign keys), verifies every chain
            from its first statement and every row derived from it, and reads every stored part
            again. It changes nothing. A line that begins with "wrong:" is a finding; "harmless:" is
            what a crash may leave and what the service finishes or removes by itself.

            Settings, on the command line or as name=value in the file of --config:
            """);
    for (Setting setting : Setting.values()) {
      help.append(
          "  %-22s %s (default: %s)%n"
              .formatted(
                  setting.key(),
                  setting.meaning(),
                  setting.byDefault().isEmpty() ? "none" : setting.byDefault()));
    }
    help.append("\nExit codes:\n");
    Arrays.stream(ExitCode.values())
        .forEach(code -> help.append("  %3d  %s%n".formatted(code.number(), code.meaning())));
    return help.toString();
  }

  private static Command command(Deque<String> left) {
    String first = left.isEmpty() ? "" : left.remove();
    return switch (first) {
      case "serve" -> Command.SERVE;
      case "check" -> Command.CHECK;
      case "confirm" -> Command.CONFIRM;
      case "unconfirm" -> Command.UNCONFIRM;
      case "help", "--help", "-h" -> Command.HELP;
      default -> throw usage("Say serve, check, confirm or unconfirm; --help tells more.");
    };
  }

  private static StartRefusedException usage(String sentence) {
    return new StartRefusedException(ExitCode.USAGE, sentence);
  }
}
