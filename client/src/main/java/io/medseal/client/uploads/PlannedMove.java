package io.medseal.client.uploads;

import io.medseal.client.dicom.DicomHeader;
import io.medseal.client.dicom.DicomReader;
import io.medseal.client.media.MediaTypes;
import io.medseal.client.problems.DicomException;
import io.medseal.client.problems.LocalFileException;
import io.medseal.client.reports.ReportReader;
import io.medseal.client.reports.ReportView;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.seal.manifests.ManifestFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A report that is going to another place; nothing has been done yet. */
public final class PlannedMove implements AutoCloseable {
  private final ReportReader from;
  private final KeyringId to;
  private final boolean withinRecord;

  PlannedMove(ReportReader from, KeyringId to, boolean withinRecord) {
    this.from = from;
    this.to = to;
    this.withinRecord = withinRecord;
  }

  /** The report where it lies. */
  public ReportView report() {
    return from.report();
  }

  /** The section it goes to. */
  public KeyringId to() {
    return to;
  }

  /** Whether that is one of the same record, so that the patient stays the same. */
  public boolean isWithinRecord() {
    return withinRecord;
  }

  /**
   * What stays behind of the line of versions that the report belongs to: afterwards nothing says
   * any more that one of these takes the place of another.
   *
   * @param older what this report replaces, where that is not kept: to another record no relation
   *     goes along, since the other report is another patient's; the older one then counts as
   *     current again
   * @param newer reports of the record that replace this one, as far as they verify: they go on to
   *     name it by the id that it loses
   */
  public record Disconnected(Optional<ReportId> older, List<ReportView> newer) {
    /** Makes its own copy. */
    public Disconnected {
      newer = List.copyOf(newer);
    }

    /** Whether every relation is kept. */
    public boolean isEmpty() {
      return older.isEmpty() && newer.isEmpty();
    }
  }

  ReportReader from() {
    return from;
  }

  /**
   * What comes to the other record, for {@link UploadPlan#strangers}; reads the images' headers.
   */
  public UploadPlan patients() {
    List<DicomHeader> headers = new ArrayList<>();
    for (ManifestFile file : from.packed()) {
      if (file.mediaType().equals(MediaTypes.DICOM)) {
        header(file).ifPresent(headers::add);
      }
    }
    return new UploadPlan(List.of(), List.of(), UploadPlanner.named(headers.stream()), 0);
  }

  private Optional<DicomHeader> header(ManifestFile file) {
    try {
      return DicomReader.read(new ReportBytes(from, file.name()));
    } catch (DicomException _) {
      return Optional.empty(); // names nobody whom we could read
    } catch (IOException e) {
      throw new LocalFileException.CannotRead(Path.of(file.name()), e);
    }
  }

  @Override
  public void close() {
    from.close();
  }
}
