package io.medseal.client.profiles;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reports that this computer has uploaded or listed, so that it can be said which ones a service
 * has lost: a text file with one line each, {@code report record section added}, of ids and a time
 * only. The newest {@value #MOST} are kept. A line that says nothing counts as none.
 */
public final class KnownReports {
  static final int MOST = 2_000;
  static final String FILE = "reports";
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{32}) ([0-9a-f]{64}) ([0-9a-f]{64}) (\\d{1,15})");

  private final Profile profile;
  private final Path file;

  KnownReports(Profile profile) {
    this.profile = profile;
    this.file = profile.folder().resolve(FILE);
  }

  /**
   * One.
   *
   * @param added when its author says that it was
   */
  public record Known(ReportId report, KeyringId record, KeyringId section, Instant added) {}

  /** All of them, in the order in which they became known. */
  public List<Known> all() {
    List<Known> all = new ArrayList<>();
    PrivateFiles.read(file)
        .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
        .ifPresent(text -> text.lines().forEach(line -> add(all, line)));
    return all;
  }

  /** Keeps these, too. */
  public void add(Collection<Known> more) {
    if (more.isEmpty() || all().containsAll(more)) {
      return;
    }
    profile.changed(
        () -> {
          if (profile.isLoggedIn()) {
            Map<ReportId, Known> known = new LinkedHashMap<>();
            all().forEach(one -> known.put(one.report(), one));
            more.forEach(one -> known.put(one.report(), one));
            write(List.copyOf(known.values()));
          }
        });
  }

  /** Forgets these: nothing more is said of them. */
  public void forget(Collection<ReportId> reports) {
    profile.changed(
        () -> write(all().stream().filter(one -> !reports.contains(one.report())).toList()));
  }

  private void write(List<Known> all) {
    StringBuilder lines = new StringBuilder();
    for (Known one : all.subList(Math.max(0, all.size() - MOST), all.size())) {
      lines
          .append(one.report().hex())
          .append(' ')
          .append(one.record().hex())
          .append(' ')
          .append(one.section().hex())
          .append(' ')
          .append(one.added().toEpochMilli())
          .append('\n');
    }
    PrivateFiles.replaceLightly(file, lines.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static void add(List<Known> all, String line) {
    Matcher fields = LINE.matcher(line);
    if (fields.matches()) {
      all.add(
          new Known(
              new ReportId(fields.group(1)),
              new KeyringId(fields.group(2)),
              new KeyringId(fields.group(3)),
              Instant.ofEpochMilli(Long.parseLong(fields.group(4)))));
    }
  }
}
