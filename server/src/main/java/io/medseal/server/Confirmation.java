package io.medseal.server;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.names.Quoted;
import io.medseal.server.institutes.ConfirmedInstitutes;
import io.medseal.server.keyrings.StoredKeyrings;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.db.PostgresDatabase;
import io.medseal.server.platform.db.ReadOnlySqlite;
import io.medseal.server.platform.db.SqliteLibrary;
import io.medseal.server.platform.start.Arguments;
import io.medseal.server.platform.start.DataDirectory;
import io.medseal.server.platform.start.ExitCode;
import io.medseal.server.platform.start.PostgresAddress;
import io.medseal.server.platform.start.Settings;
import io.medseal.server.platform.start.StartRefusedException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.dao.DataAccessException;

/**
 * The operator's word on what an institute is called, given or taken back while the service runs or
 * not: it reads the confirmations anew.
 */
final class Confirmation {
  private final Settings settings;
  private final Arguments.Institute institute;
  private final PrintStream out;

  private Confirmation(Settings settings, Arguments.Institute institute, PrintStream out) {
    this.settings = settings;
    this.institute = institute;
    this.out = out;
  }

  /** Prints what is so now. */
  static void run(Arguments arguments, PrintStream out) {
    Confirmation confirmation =
        new Confirmation(arguments.settings(), arguments.institute().orElseThrow(), out);
    Path data = arguments.settings().data();
    DataDirectory.requireExisting(data);
    try {
      if (arguments.command() == Arguments.Command.CONFIRM) {
        confirmation.confirm();
      } else {
        confirmation.withdraw();
      }
    } catch (ConfirmedInstitutes.DamagedException e) {
      throw new StartRefusedException(
          ExitCode.DATA_UNUSABLE,
          "Line %d of the file confirmed-institutes of %s is damaged, and nothing was changed. Remove that line, then try again."
              .formatted(e.line(), data));
    } catch (IOException _) {
      throw new StartRefusedException(
          ExitCode.DATA_UNUSABLE,
          "The file confirmed-institutes of " + data + " can't be read or written.");
    }
  }

  private void confirm() throws IOException {
    boolean compared = compare();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    ConfirmedInstitutes.in(settings.data()).confirm(institute.id(), institute.name(), now);
    String name = asOnTheCard(institute.name());
    out.println(
        compared
            ? "Confirmed for as long as the institute's card says exactly " + name + "."
            : "Noted, but not compared with the institute's card, since the database is not in the"
                + " data folder and --database was not given: it counts only while the card says"
                + " exactly "
                + name
                + ".");
  }

  private void withdraw() throws IOException {
    if (!ConfirmedInstitutes.in(settings.data()).withdraw(institute.id())) {
      throw refused("The institute " + shortId() + " was not confirmed; nothing was changed.");
    }
    out.println("No longer confirmed: " + institute.id().hex());
  }

  /**
   * Compares the name with the institute's card.
   *
   * @return false if there is no database to look at
   */
  private boolean compare() {
    PostgresAddress postgres = settings.postgres();
    Path file = settings.data().resolve(DataDirectory.DATABASE);
    if (postgres == null && !Files.exists(file)) {
      return false;
    }
    SqliteLibrary.borrow(DataDirectory.libraryOf(settings.data()));
    try (Database database =
        postgres == null ? new ReadOnlySqlite(file, false) : PostgresDatabase.existing(postgres)) {
      compare(database.read(sql -> StoredKeyrings.in(sql, Instant.now()).state(institute.id())));
    } catch (DataAccessException | IllegalStateException | IllegalArgumentException _) {
      throw new StartRefusedException(
          ExitCode.DATA_UNUSABLE,
          "The institute's card can't be read from the database, and nothing was confirmed."
              + " 'medseal check' tells what is wrong with it.");
    }
    return true;
  }

  private void compare(Optional<KeyringState> stored) {
    KeyringState state =
        stored
            .filter(known -> known.kind() == KeyringKind.INSTITUTE && !known.closed())
            .orElseThrow(
                () ->
                    refused(
                        "There is no institute with the keyring "
                            + shortId()
                            + " here; nothing was confirmed."));
    Optional<String> name = state.card().map(Card::name);
    if (!name.equals(Optional.of(institute.name()))) {
      throw refused(
          name.map(
                  card ->
                      looksLike(card, institute.name())
                          ? "The institute's card says the same in other characters (quotation"
                              + " marks, blanks, or accents); nothing was confirmed. Copy the name"
                              + " from 'medseal institute show "
                              + institute.id().hex()
                              + " --json'."
                          : "The institute's card says "
                              + Quoted.of(card)
                              + ", not "
                              + Quoted.of(institute.name())
                              + "; nothing was confirmed.")
              .orElse("The institute has no card yet; nothing was confirmed."));
    }
  }

  private static boolean looksLike(String one, String other) {
    return shown(one).equals(shown(other));
  }

  private static String shown(String name) {
    return Normalizer.normalize(Quoted.inside(name), Normalizer.Form.NFKC);
  }

  /** What is printed is not copied as another name than the one that counts. */
  private static String asOnTheCard(String name) {
    return Quoted.inside(name).equals(name) ? Quoted.of(name) : "the name given";
  }

  private String shortId() {
    KeyringId id = institute.id();
    return id.hex().substring(0, 12);
  }

  private static StartRefusedException refused(String sentence) {
    return new StartRefusedException(ExitCode.NO_SUCH_INSTITUTE, sentence);
  }
}
