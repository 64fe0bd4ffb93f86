package io.medseal.server.reports;

import io.medseal.ledger.reports.HashList;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.platform.blobs.BlobName;
import io.medseal.server.platform.blobs.Blobs;
import io.medseal.server.platform.check.Findings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Copies the bodies of visible reports to another place, and reads each there. What is there
 * already and right stays; what is not as its author sent it at the source is not copied, and told.
 */
public final class BodyCopy {
  private final JdbcClient sql;
  private final Blobs from;
  private final Blobs to;
  private final Findings findings;
  private int copied;
  private int kept;

  private BodyCopy(JdbcClient sql, Blobs from, Blobs to, Findings findings) {
    this.sql = sql;
    this.from = from;
    this.to = to;
    this.findings = findings;
  }

  /**
   * Copies what is missing.
   *
   * @param sql of the database that says which reports there are
   * @throws IOException if nothing can be written any more
   */
  public static void run(JdbcClient sql, Blobs from, Blobs to, Findings findings)
      throws IOException {
    new BodyCopy(sql, from, to, findings).run();
  }

  /** Removes bodies of which the database knows nothing, or no more. */
  public static void removeOthers(JdbcClient sql, Blobs blobs) throws IOException {
    Set<String> wanted =
        new HashSet<>(
            sql.sql("select id from reports where state = 'complete'").query(String.class).list());
    for (Blobs.Stored stored : blobs.list()) {
      if (!stored.complete() || !wanted.contains(stored.name().text())) {
        blobs.delete(stored.name());
      }
    }
  }

  private void run() throws IOException {
    String after = "";
    while (true) {
      List<ReportRow> page = page(after);
      for (ReportRow report : page) {
        copy(report);
      }
      if (page.isEmpty()) {
        break;
      }
      after = page.getLast().id().hex();
    }
    findings.checked(copied + " bodies copied, " + kept + " there already");
  }

  private List<ReportRow> page(String after) {
    return sql.sql(
            "select "
                + ReportRow.COLUMNS
                + " from reports where state = 'complete' and id > :after order by id limit 1000")
        .param("after", after)
        .query((row, _) -> ReportRow.of(row))
        .list();
  }

  private void copy(ReportRow report) throws IOException {
    if (isWhole(report, to)) {
      kept++;
      return;
    }
    if (!isWhole(report, from)) {
      findings.wrong(
          "reports: report " + report.id().hex(),
          "its body is missing or damaged where it is copied from");
      return;
    }
    to.delete(report.blob());
    BodyParts parts = new BodyParts(report.bodyBytes());
    for (int i = 0; i < parts.count(); i++) {
      try (Blobs.Part part = to.part(report.blob(), i)) {
        from.read(report.blob(), (long) i * Blobs.PART_BYTES, parts.length(i), new Written(part));
        part.force();
      }
    }
    to.complete(report.blob(), report.bodyBytes());
    if (isWhole(report, to)) {
      copied++;
    } else {
      findings.wrong(
          "reports: report " + report.id().hex(), "its body was not copied as it is stored");
    }
  }

  /** Whether every byte is there and has the hashes that were acknowledged. */
  private boolean isWhole(ReportRow report, Blobs blobs) {
    try {
      BlobName blob = report.blob();
      if (!blobs.length(blob).equals(Optional.of(report.bodyBytes()))) {
        return false;
      }
      BodyParts parts = new BodyParts(report.bodyBytes());
      List<Reports.Part> hashes = PartRows.all(sql, report.id());
      if (hashes.size() != parts.count()) {
        return false;
      }
      for (Reports.Part part : hashes) {
        HashingChannel channel = new HashingChannel();
        long begin = (long) part.index() * Blobs.PART_BYTES;
        blobs.read(blob, begin, parts.length(part.index()), channel);
        HashList read = channel.finish();
        if (!read.partHash().equals(part.hash())) {
          return false;
        }
      }
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private record Written(Blobs.Part part) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int length = bytes.remaining();
      part.write(bytes);
      return length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // whoever made the part closes it
    }
  }
}
