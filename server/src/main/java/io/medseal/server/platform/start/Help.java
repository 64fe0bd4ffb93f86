package io.medseal.server.platform.start;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code --help} prints. */
public final class Help {
  private static final String NAMED_DATABASE =
      """
        --config FILE     the service's settings, where they name a database
        --database and the other two settings of the database, instead of a file
      """;

  private Help() {}

  /** About one command; about all of them for {@link Arguments.Command#HELP}. */
  public static String about(Arguments.Command command) {
    return switch (command) {
      case HELP -> commands() + codes(List.of(ExitCode.values()));
      case SERVE -> serve() + codes(List.of(ExitCode.values()));
      case CHECK -> check() + codes(reading(ExitCode.FINDINGS));
      case BACKUP -> backup() + codes(reading(ExitCode.FINDINGS, ExitCode.DATA_IN_USE));
      case RESTORE -> restore() + codes(reading(ExitCode.FINDINGS, ExitCode.DATA_IN_USE));
      case RESTORED ->
          restored()
              + codes(
                  List.of(
                      ExitCode.OK,
                      ExitCode.USAGE,
                      ExitCode.SETTINGS,
                      ExitCode.DATA_UNUSABLE,
                      ExitCode.UNAVAILABLE));
      case CONFIRM -> confirm() + codes(reading(ExitCode.NO_SUCH_INSTITUTE));
      case UNCONFIRM ->
          unconfirm()
              + codes(
                  List.of(
                      ExitCode.OK,
                      ExitCode.USAGE,
                      ExitCode.SETTINGS,
                      ExitCode.DATA_UNUSABLE,
                      ExitCode.UNAVAILABLE,
                      ExitCode.NO_SUCH_INSTITUTE));
      case INVITE ->
          invite()
              + codes(
                  List.of(
                      ExitCode.OK,
                      ExitCode.USAGE,
                      ExitCode.SETTINGS,
                      ExitCode.DATA_UNUSABLE,
                      ExitCode.UNAVAILABLE));
    };
  }

  private static String commands() {
    return """
        medseal serve [--config FILE] [--SETTING VALUE]...     run the cloud service
        medseal check --data DIR [--config FILE]               verify everything that is stored
        medseal backup --data DIR --to DIR                     back it up, while the service runs
        medseal restore --data DIR --from DIR                  restore a backup into a new folder
        medseal restored --data DIR --taken T --restored T     say that it was restored otherwise
        medseal invite --data DIR [--count N] [--days N]       make invitations to sign up
        medseal confirm --data DIR --institute ID --name NAME  say as the operator that an institute
                                                               is called so rightly
        medseal unconfirm --data DIR --institute ID            take that back

        'medseal COMMAND --help' tells more about one of them.
        """;
  }

  private static String serve() {
    return """
        medseal serve [--config FILE] [--SETTING VALUE]...

        Runs the cloud service until it is told to stop.

        Settings, on the command line or as name=value in the file of --config:
        """
        + Arrays.stream(Setting.values()).map(Help::line).collect(Collectors.joining())
        + """

        Example:
          medseal serve --port 9000 --data /srv/medseal
        """;
  }

  private static String line(Setting setting) {
    return "  %-22s %s (default: %s)%n"
        .formatted(
            setting.key(),
            setting.meaning(),
            setting.byDefault().isEmpty() ? "none" : setting.byDefault());
  }

  private static String check() {
    return """
        medseal check --data DIR [--config FILE] [--after REPORT]

        Compares the database with itself (integrity, foreign keys), verifies every chain from its
        first statement and every row derived from it, and reads every stored part again. It
        changes nothing. A line that begins with "wrong:" is a finding; "harmless:" is what a crash
        may leave and what the service finishes or removes by itself; of what is "unread:" nothing
        is known, since the system did not let it be read. Of a service that is running, uploads on
        their way are left out. Twice a minute a line "so far:" says how far it has come.

        Options:
          --data DIR        the data folder of the service, which may be running, or a backup
          --after REPORT    go on where a check was stopped: bodies up to this report are not read
        """
        + NAMED_DATABASE
        + """

        Example:
          medseal check --data /srv/medseal
        """;
  }

  private static String backup() {
    return """
        medseal backup --data DIR --to DIR [--config FILE]

        Backs a data folder up: the database as it is at one moment, then the bodies that are not
        in the backup yet; what was deleted since goes. Everything is verified in the backup. If it
        is stopped, the backup is the one before, and the next run goes on.

        Options:
          --data DIR        the data folder of the service, which may be running
          --to DIR          the backup; a new folder, or one that backup has made
          --config FILE     the service's settings

        Example:
          medseal backup --data /srv/medseal --to /mnt/backup/medseal
        """;
  }

  private static String restore() {
    return """
        medseal restore --data DIR --from DIR

        Restores a backup into a folder that is empty or not there, and verifies everything there.
        The backup stays as it is. Everybody logs in again; uploads that were on their way begin anew.
        For 90 days the service takes back what people's programs have seen since the backup.

        Options:
          --data DIR        the folder to restore into
          --from DIR        the backup

        Example:
          medseal restore --data /srv/medseal-restored --from /mnt/backup/medseal
        """;
  }

  private static String restored() {
    return """
        medseal restored --data DIR --taken TIME --restored TIME

        Says that a data folder was restored by other ways than restore, so that for 90 days the
        service takes back what people's programs have seen since that backup. restore says so itself.

        Options:
          --data DIR        the data folder of the service, which may be running
          --taken TIME      a moment at which the backup was not yet begun: 2027-03-01T02:00:00Z
          --restored TIME   when it was put back: the lost service had stopped, this one had not
                            begun. What people have done since is theirs, and no part of what was lost

        Example:
          medseal restored --data /srv/medseal --taken 2027-03-01T02:00:00Z \\
            --restored 2027-03-02T09:30:00Z
        """;
  }

  private static String confirm() {
    return """
        medseal confirm --data DIR --institute ID --name NAME [--config FILE]

        Says as the operator of the service that an institute is called so rightly: it is shown as
        confirmed by you for as long as its card has exactly this name. Refused if the card has
        another name now, or if there is no such institute.

        Options:
          --data DIR        the data folder of the service, which may be running
          --institute ID    the 64 digits of the institute's keyring
          --name NAME       the name on the institute's card
        """
        + NAMED_DATABASE
        + """

        Example:
          medseal confirm --data /srv/medseal --institute 3f2a... --name 'Riverside Hospital'
        """;
  }

  private static String unconfirm() {
    return """
        medseal unconfirm --data DIR --institute ID

        Takes the confirmation of an institute back. Refused if it was not confirmed.

        Options:
          --data DIR        the data folder of the service, which may be running
          --institute ID    the 64 digits of the institute's keyring

        Example:
          medseal unconfirm --data /srv/medseal --institute 3f2a...
        """;
  }

  private static String invite() {
    return """
        medseal invite --data DIR [--count N] [--days N]

        Makes invitations to sign up and prints them, a line each. Each makes one account.

        Options:
          --data DIR        the data folder of the service, which may be running
          --count N         how many (default: 1)
          --days N          for how many days they are good (default: 7, at most 90)

        Example:
          medseal invite --data /srv/medseal --count 20 --days 30
        """;
  }

  /** Of a command that reads the data and its database. */
  private static List<ExitCode> reading(ExitCode... own) {
    List<ExitCode> others =
        List.of(
            ExitCode.OK,
            ExitCode.USAGE,
            ExitCode.SETTINGS,
            ExitCode.DATA_NEWER,
            ExitCode.DATA_UNUSABLE,
            ExitCode.UNAVAILABLE,
            ExitCode.DATABASE_UNUSABLE,
            ExitCode.FAILED);
    return Arrays.stream(ExitCode.values())
        .filter(code -> others.contains(code) || List.of(own).contains(code))
        .toList();
  }

  private static String codes(List<ExitCode> codes) {
    return codes.stream()
        .map(code -> "  %3d  %s%n".formatted(code.number(), code.meaning()))
        .collect(Collectors.joining("", "\nExit codes:\n", ""));
  }
}
