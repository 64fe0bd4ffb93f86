package io.medseal.server.reports;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.reports.HashList;
import io.medseal.server.platform.blobs.BlobName;
import io.medseal.server.platform.blobs.Blobs;
import io.medseal.server.platform.check.Findings;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Verifies reports: that what is visible is whole and has sealed keys, that every part that was
 * acknowledged is stored with its hashes, that what is gone was deleted by a statement, and that no
 * bytes are stored for nobody.
 */
public final class ReportCheck {
  private static final Duration TELL_EVERY = Duration.ofSeconds(30);

  private final JdbcClient sql;
  private final Blobs blobs;
  private final Map<KeyringId, Set<ReportId>> deleted;
  private final Findings findings;
  private final Scope scope;
  private final Map<String, Long> complete = new HashMap<>();
  private final Map<String, Long> partial = new HashMap<>();
  private long bytes;
  private long told = System.nanoTime();

  /**
   * How much is checked.
   *
   * @param after bodies of reports with higher ids are read; empty for all
   * @param newest what is so now, where a service is running: what is on its way is then left out
   */
  public record Scope(String after, @Nullable JdbcClient newest) {
    /** Everything, of a service that is not running. */
    public static final Scope ALL = new Scope("", null);

    /** No report's id is so high. */
    public static final String NO_BODY = "g";

    private boolean isRunning() {
      return newest != null;
    }
  }

  private ReportCheck(
      JdbcClient sql,
      Blobs blobs,
      Map<KeyringId, Set<ReportId>> deleted,
      Scope scope,
      Findings findings) {
    this.scope = scope;
    this.sql = sql;
    this.blobs = blobs;
    this.deleted = deleted;
    this.findings = findings;
  }

  /**
   * Checks all reports in one state of the database.
   *
   * @param deleted what statements deleted, by section
   */
  public static void run(
      JdbcClient sql,
      Blobs blobs,
      Map<KeyringId, Set<ReportId>> deleted,
      Scope scope,
      Findings findings)
      throws IOException {
    new ReportCheck(sql, blobs, deleted, scope, findings).run();
  }

  private void run() throws IOException {
    for (Blobs.Stored stored : blobs.list()) {
      (stored.complete() ? complete : partial).put(stored.name().text(), stored.length());
    }
    int reports = 0;
    @Nullable String after = "";
    while (after != null) {
      List<ReportRow> page = page(after);
      for (ReportRow report : page) {
        check(report);
        tellHowFar(report);
      }
      reports += page.size();
      after = page.isEmpty() ? null : page.getLast().id().hex();
    }
    ReportPlacesCheck.run(sql, findings);
    tellStrangers(complete.keySet(), "belongs to no report");
    tellStrangers(partial.keySet(), "belongs to no upload");
    findings.checked(reports + " reports with " + bytes + " bytes in stored parts");
  }

  private void tellStrangers(Set<String> names, String what) {
    names.stream()
        .filter(name -> !isNew(name))
        .forEach(name -> findings.wrong("blobs: " + name, what));
  }

  /** Whether it came after the state that is checked. */
  private boolean isNew(String name) {
    return scope.newest() != null && ReportRow.find(scope.newest(), new ReportId(name)).isPresent();
  }

  private void tellHowFar(ReportRow report) {
    if (System.nanoTime() - told > TELL_EVERY.toNanos()) {
      told = System.nanoTime();
      findings.soFar("bodies up to report " + report.id().hex() + " (go on with --after)");
    }
  }

  private List<ReportRow> page(String after) {
    return sql.sql(
            "select "
                + ReportRow.COLUMNS
                + " from reports where id > :after order by id limit 1000")
        .param("after", after)
        .query((row, _) -> ReportRow.of(row))
        .list();
  }

  private void check(ReportRow report) {
    String where = "reports: report " + report.id().hex();
    @Nullable Long whole = complete.remove(report.id().hex());
    @Nullable Long begun = partial.remove(report.id().hex());
    requireSection(where, report);
    checkDeletion(where, report);
    if (scope.isRunning() && report.isUpload()) {
      return; // its parts come and go meanwhile
    }
    switch (report.state()) {
      case UPLOADING -> {
        if (whole != null) {
          findings.wrong(where, "is still uploaded, but its blob is complete");
        }
        checkParts(where, report, begun != null, false);
      }
      case COMPLETING -> {
        if (whole != null) {
          findings.harmless(where, "its blob is complete; the uploader still has to say so again");
        }
        checkPartCount(where, report);
        checkParts(where, report, whole != null || begun != null, whole != null);
      }
      case COMPLETE -> checkComplete(where, report, whole, begun);
      case DELETED -> checkTombstone(where, report, whole != null || begun != null);
    }
  }

  private void requireSection(String where, ReportRow report) {
    int fitting =
        sql.sql(
                """
                select count(*) from keyrings
                where id = :section and kind = 'section' and parent = :record\
                """)
            .param("section", report.section().hex())
            .param("record", report.record().hex())
            .query(Integer.class)
            .single();
    if (fitting == 0) {
      findings.wrong(where, "its section is not a section of its record");
    }
  }

  /** Nothing is known of a section whose chain does not verify; that is told by itself. */
  private void checkDeletion(String where, ReportRow report) {
    @Nullable Set<ReportId> signed = deleted.get(report.section());
    boolean gone = report.state() == ReportRow.State.DELETED;
    boolean wasVisible = report.created() != 0;
    if (signed == null || !wasVisible) {
      return;
    }
    if (!gone && signed.contains(report.id())) {
      findings.wrong(where, "is visible, though a statement deleted it");
    } else if (gone && !signed.contains(report.id())) {
      findings.wrong(where, "is gone, though no statement deleted it");
    }
  }

  private void checkComplete(
      String where, ReportRow report, @Nullable Long whole, @Nullable Long begun) {
    if (report.created() == 0) {
      findings.wrong(where, "is visible, but not since any time");
    }
    if (!hasManifest(report)) {
      findings.wrong(where, "is visible without a sealed manifest");
    }
    if (!ContentsRows.isThere(sql, report.id())) {
      findings.wrong(where, "is visible without sealed contents");
    }
    checkKeys(where, report);
    if (begun != null) {
      findings.wrong("blobs: " + report.id().hex(), "a file of the upload was left behind");
    }
    if (whole == null) {
      findings.wrong(where, "its blob is missing");
    } else if (whole != report.bodyBytes()) {
      findings.wrong(where, "its blob has " + whole + " bytes instead of " + report.bodyBytes());
    } else {
      checkPartCount(where, report);
      checkParts(where, report, true, true);
    }
  }

  private void checkTombstone(String where, ReportRow report, boolean stored) {
    boolean noted =
        sql.sql("select count(*) from removals where report = :id")
                .param("id", report.id().hex())
                .query(Integer.class)
                .single()
            > 0;
    if (stored && noted) {
      findings.harmless(where, "its blob is still there; the next start of the service removes it");
    } else if (stored) {
      findings.wrong("blobs: " + report.id().hex(), "belongs to a deleted report");
    }
    boolean bare =
        PartRows.count(sql, report.id()) == 0
            && SealedKeyRows.all(sql, report.id()).isEmpty()
            && !ContentsRows.isThere(sql, report.id())
            && !hasManifest(report);
    if (!bare) {
      findings.wrong(where, "is deleted, but its manifest, contents, parts or keys are there");
    }
  }

  /** A visible report has a key for somebody, sealed to a generation that there is. */
  private void checkKeys(String where, ReportRow report) {
    int keys =
        sql.sql("select count(*) from report_keys where report = :id")
            .param("id", report.id().hex())
            .query(Integer.class)
            .single();
    if (keys == 0) {
      findings.wrong(where, "is visible without sealed keys");
    }
    sql.sql(
            """
            select r.keyring from report_keys r left join keyrings k on k.id = r.keyring
            where r.report = :id and (k.id is null or r.generation < 1)\
            """)
        .param("id", report.id().hex())
        .query(String.class)
        .list()
        .forEach(
            keyring -> findings.wrong(where, "has a key for " + keyring + ", which is not there"));
  }

  private boolean hasManifest(ReportRow report) {
    return sql.sql("select count(*) from reports where id = :id and manifest is not null")
            .param("id", report.id().hex())
            .query(Integer.class)
            .single()
        > 0;
  }

  private void checkPartCount(String where, ReportRow report) {
    int there = PartRows.count(sql, report.id());
    int all = new BodyParts(report.bodyBytes()).count();
    if (there != all) {
      findings.wrong(where, "has " + there + " parts instead of " + all);
    }
  }

  private void checkParts(String where, ReportRow report, boolean stored, boolean whole) {
    PartRows.all(sql, report.id())
        .forEach(
            part -> {
              String what = "part " + part.index();
              if (!stored) {
                findings.wrong(where, what + " was acknowledged and is not stored");
              } else {
                checkPart(where, report, part.index(), part.hash(), whole);
              }
            });
  }

  private void checkPart(String where, ReportRow report, int index, Sha256 hash, boolean whole) {
    if (report.id().hex().compareTo(scope.after()) <= 0) {
      return;
    }
    BodyParts parts = new BodyParts(report.bodyBytes());
    if (index >= parts.count()) {
      findings.wrong(where, "part " + index + " lies behind its end");
      return;
    }
    HashingChannel channel = new HashingChannel();
    try {
      int length = parts.length(index);
      BlobName blob = report.blob();
      if (whole) {
        blobs.read(blob, (long) index * Blobs.PART_BYTES, length, channel);
      } else {
        blobs.readPart(blob, index, length, channel);
      }
      bytes += length;
      HashList hashes = channel.finish();
      if (!hashes.partHash().equals(hash)) {
        findings.wrong(where, "part " + index + " has not the hash that was acknowledged");
      } else if (!PartRows.hashLists(sql, report.id(), index, 1)
          .equals(List.of(hashes.toBytes()))) {
        findings.wrong(where, "part " + index + " has other hashes of segments than are kept");
      }
    } catch (EOFException | NoSuchFileException _) {
      findings.wrong(where, "part " + index + " can't be read to its end");
    } catch (IOException _) {
      findings.unread(where, "part " + index + " can't be read now, by the system's word");
    }
  }
}
