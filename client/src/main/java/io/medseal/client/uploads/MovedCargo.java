package io.medseal.client.uploads;

import io.medseal.client.problems.ServiceException;
import io.medseal.client.reports.Documents;
import io.medseal.client.reports.ReportReader;
import io.medseal.client.reports.Reports;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.seal.manifests.Contents;
import io.medseal.seal.manifests.Document;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A report that is added anew in another place: byte for byte, under the same names. It is read
 * from where it lies, verified segment by segment; never whole.
 *
 * @param kept the other place is in the same record
 */
record MovedCargo(Reports reports, ReportReader from, boolean kept) implements Cargo {
  @Override
  public Pack open() {
    return new Pack() {
      private long at;

      @Override
      public void read(ByteBuffer into) {
        while (into.hasRemaining()) {
          int read = readSome(into);
          if (read < 0) {
            throw new IllegalStateException("a report is as long as it says");
          }
          at += read;
        }
      }

      private int readSome(ByteBuffer into) {
        try {
          return from.readPack(at, into);
        } catch (ServiceException e) {
          reports.requireUnchanged(from); // who deleted it is a better answer
          throw e;
        }
      }

      @Override
      public void close() {
        // the report is closed by who opened it
      }
    };
  }

  @Override
  public Contents contents(ReportId report, List<Sha256> parts) {
    return new Contents(report, from.packed(), parts);
  }

  /** Asked right before completion: what was deleted or corrected meanwhile is not added. */
  @Override
  public Document document(Optional<String> author, Optional<String> subject, Instant time) {
    reports.requireUnchanged(from);
    return Documents.moved(
        from.document(),
        from.report().added(),
        author,
        kept ? from.report().subject() : subject,
        time,
        kept);
  }

  @Override
  public boolean moved() {
    return true;
  }
}
