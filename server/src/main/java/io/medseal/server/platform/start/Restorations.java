package io.medseal.server.platform.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When the service was restored from which backup: a line each in a file of the data directory,
 * which a command may write while the service runs. What was signed between the two moments may
 * have been acknowledged and lost; nothing else may.
 */
public final class Restorations {
  /** Its name; in a backup it says what was restored before. */
  static final String FILE = "restored";

  /** In a backup, the moment that it is of. */
  static final String TAKEN = "taken";

  /** How long after a restoration its people may give back what they have. */
  public static final Duration OPEN = Duration.ofDays(90);

  /** How far clocks may differ from the service's. */
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  private static final int MOST_BYTES = 16 * 1024;

  private final Path file;

  Restorations(Path root) {
    this.file = root.resolve(FILE);
  }

  /**
   * One.
   *
   * @param taken the moment of the backup, or one before
   * @param restored when nothing more could be written to what was lost
   */
  public record Restoration(Instant taken, Instant restored) {
    private boolean mayHaveLost(Instant signed) {
      return !signed.isBefore(taken.minus(CLOCKS)) && !signed.isAfter(restored.plus(CLOCKS));
    }

    String line() {
      return taken + " " + restored + "\n";
    }
  }

  /** What may be given back now, from the earliest to the latest; empty where nothing may. */
  public Optional<Restoration> span(Instant now) {
    return open(now).stream()
        .map(
            one ->
                new Restoration(
                    one.taken().truncatedTo(ChronoUnit.MILLIS),
                    one.restored().truncatedTo(ChronoUnit.MILLIS)))
        .reduce(
            (one, other) ->
                new Restoration(
                    Collections.min(List.of(one.taken(), other.taken())),
                    Collections.max(List.of(one.restored(), other.restored()))));
  }

  /**
   * Whether a statement of that time may be given back now.
   *
   * @return the moment at which by every clock the service had not been restored yet; empty if not
   */
  public Optional<Instant> mayHaveLost(Instant signed, Instant now) {
    return open(now).stream()
        .filter(one -> one.mayHaveLost(signed))
        .map(one -> one.restored().minus(CLOCKS))
        .min(Comparator.naturalOrder());
  }

  private List<Restoration> open(Instant now) {
    try {
      return parse(read(file)).stream()
          .filter(one -> now.isBefore(one.restored().plus(OPEN)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a file says; nothing where there is none. */
  static String read(Path file) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return bytes.length > MOST_BYTES ? "" : new String(bytes, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException _) {
      return "";
    }
  }

  /** A line that says nothing opens nothing. */
  private static List<Restoration> parse(String text) {
    List<Restoration> all = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] words = line.strip().split(" +", -1);
      if (words.length == 2) {
        try {
          all.add(new Restoration(Instant.parse(words[0]), Instant.parse(words[1])));
        } catch (DateTimeException _) {
          // nothing
        }
      }
    }
    return all;
  }
}
