package io.medseal.server.platform.start;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.statements.Change;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param settings meaningful for every command but {@link Command#HELP}
 * @param invitations how many to make and for how long, with {@link Command#INVITE}
 * @param institute with {@link Command#CONFIRM} and {@link Command#UNCONFIRM}
 * @param after the report behind which {@link Command#CHECK} reads bodies; empty for all
 * @param other the folder that {@link Command#BACKUP} writes to or {@link Command#RESTORE} reads;
 *     empty else
 * @param restoration with {@link Command#RESTORED}
 * @param about what {@link Command#HELP} explains; itself, where it explains all
 */
public record Arguments(
    Command command,
    Settings settings,
    Invitations invitations,
    Optional<Institute> institute,
    String after,
    Path other,
    Optional<Restorations.Restoration> restoration,
    Command about) {
  /** Invitations to make. */
  public record Invitations(int count, int days) {
    static final Invitations USUAL = new Invitations(1, 7);
  }

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
    BACKUP,
    RESTORE,
    RESTORED,
    INVITE,
    CONFIRM,
    UNCONFIRM,
    HELP;

    private Set<String> words() {
      return switch (this) {
        case CONFIRM -> Set.of("--institute", "--name");
        case UNCONFIRM -> Set.of("--institute");
        case CHECK -> Set.of("--after");
        case BACKUP -> Set.of("--to");
        case RESTORE -> Set.of("--from");
        case RESTORED -> Set.of("--taken", "--restored");
        case SERVE, INVITE, HELP -> Set.of();
      };
    }

    private boolean takes(Setting setting) {
      return switch (this) {
        case SERVE -> true;
        case CHECK, BACKUP, CONFIRM ->
            switch (setting) {
              case DATA, DATABASE, DATABASE_USER, DATABASE_PASSWORD_FILE -> true;
              case BIND,
                  PORT,
                  MANAGEMENT_PORT,
                  FORWARD_HEADERS,
                  SIGN_UP,
                  CONNECTIONS,
                  CONNECTIONS_PER_ADDRESS,
                  ACCOUNT_GIGABYTES,
                  STATEMENTS_PER_HOUR,
                  NAME_SERVER ->
                  false;
            };
        case RESTORE, RESTORED, INVITE, UNCONFIRM -> setting == Setting.DATA;
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
    Invitations invitations = Invitations.USUAL;
    Map<String, String> words = new HashMap<>();
    while (!left.isEmpty()) {
      String argument = left.remove();
      if (argument.equals("--help") || argument.equals("-h")) {
        return helping(command);
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
      } else if (name.equals("--count") && command == Command.INVITE) {
        invitations = new Invitations(number(name, value, 1_000), invitations.days());
      } else if (name.equals("--days") && command == Command.INVITE) {
        invitations = new Invitations(invitations.count(), number(name, value, 90));
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
      throw usage(command.name().toLowerCase(Locale.ROOT) + " wants --data DIR.");
    }
    return new Arguments(
        command,
        Settings.of(file, given),
        invitations,
        institute(command, words),
        after(words),
        other(command, words),
        restoration(command, words),
        command);
  }

  private static Arguments helping(Command about) {
    return new Arguments(
        Command.HELP,
        Settings.of(Map.of(), Map.of()),
        Invitations.USUAL,
        Optional.empty(),
        "",
        Path.of(""),
        Optional.empty(),
        about);
  }

  private static Optional<Institute> institute(Command command, Map<String, String> words) {
    if (command != Command.CONFIRM && command != Command.UNCONFIRM) {
      return Optional.empty();
    }
    String name = words.getOrDefault("--name", "");
    if (!words.keySet().containsAll(command.words())) {
      throw usage("confirm wants --institute ID and --name NAME, unconfirm --institute ID.");
    }
    if (command == Command.CONFIRM && !isNameOfCard(name)) {
      throw usage(
          "--name wants the name as the institute's card has it: one line, without control characters.");
    }
    try {
      return Optional.of(new Institute(new KeyringId(words.get("--institute")), name));
    } catch (LedgerException | IllegalArgumentException _) {
      throw usage("--institute wants the 64 digits of the institute's keyring.");
    }
  }

  private static String after(Map<String, String> words) {
    String after = words.getOrDefault("--after", "");
    if (!after.isEmpty() && !after.matches("[0-9a-f]{32}")) {
      throw usage("--after wants the 32 digits of a report, as check prints them.");
    }
    return after;
  }

  private static Path other(Command command, Map<String, String> words) {
    boolean wanted = command == Command.BACKUP || command == Command.RESTORE;
    String text = words.getOrDefault("--to", words.getOrDefault("--from", ""));
    if (wanted && text.isBlank()) {
      throw usage("backup wants --to DIR, restore --from DIR.");
    }
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException _) {
      throw usage("--to and --from want a folder.");
    }
  }

  private static Optional<Restorations.Restoration> restoration(
      Command command, Map<String, String> words) {
    if (command != Command.RESTORED) {
      return Optional.empty();
    }
    try {
      Instant taken = Instant.parse(words.getOrDefault("--taken", ""));
      Instant restored = Instant.parse(words.getOrDefault("--restored", ""));
      if (taken.isBefore(restored) && !restored.isAfter(Instant.now())) {
        return Optional.of(new Restorations.Restoration(taken, restored));
      }
    } catch (DateTimeException _) {
      // refused below
    }
    throw usage(
        "restored wants --taken TIME and --restored TIME, which is later and past, each as"
            + " 2027-03-01T02:00:00Z.");
  }

  /** Whether a card may have that name at all. */
  private static boolean isNameOfCard(String name) {
    try {
      return !new Change.PublishCard(name, null, null).name().isBlank();
    } catch (LedgerException | IllegalArgumentException _) {
      return false;
    }
  }

  private static Command command(Deque<String> left) {
    String first = left.isEmpty() ? "" : left.remove();
    return switch (first) {
      case "serve" -> Command.SERVE;
      case "check" -> Command.CHECK;
      case "backup" -> Command.BACKUP;
      case "restore" -> Command.RESTORE;
      case "restored" -> Command.RESTORED;
      case "invite" -> Command.INVITE;
      case "confirm" -> Command.CONFIRM;
      case "unconfirm" -> Command.UNCONFIRM;
      case "help", "--help", "-h" -> Command.HELP;
      default ->
          throw usage(
              "Say serve, check, backup, restore, restored, invite, confirm or unconfirm; --help tells more.");
    };
  }

  private static int number(String name, String text, int most) {
    if (text.matches("[1-9][0-9]{0,3}") && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    throw usage(name + " wants a number from 1 to " + most + ".");
  }

  private static StartRefusedException usage(String sentence) {
    return new StartRefusedException(ExitCode.USAGE, sentence);
  }
}
