package io.medseal.demo.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.client.uploads.Codes;
import io.medseal.client.uploads.PlannedReport;
import io.medseal.client.uploads.UploadPlanner;
import io.medseal.client.uploads.UploadRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The demo's reports")
class DemoReportsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 5);

  @TempDir Path folder;

  @Test
  @DisplayName("are each recognised by the SDK as one report of the day it was made")
  void becomeOneReportEach() throws IOException {
    for (DemoReport report : DemoReports.until(TODAY, Extent.SMALL)) {
      Path drawn = folder.resolve(report.folder());
      report.drawing().into(drawn);
      List<PlannedReport> planned = UploadPlanner.plan(UploadRequest.of(List.of(drawn))).reports();
      assertThat(planned).as(report.title()).hasSize(1);
      planned.getFirst().files().forEach(file -> assertThat(file.size()).isPositive());
      boolean dicom = planned.getFirst().files().getFirst().mediaType().equals("application/dicom");
      if (dicom) {
        assertThat(planned.getFirst().date()).contains(report.date().toString());
      }
    }
  }

  @Test
  @DisplayName("have codes that the SDK knows, sections of the record, and dates in the past")
  void haveCodes() {
    List<DemoReport> reports = DemoReports.until(TODAY, Extent.FULL);
    assertThat(reports).extracting(DemoReport::folder).doesNotHaveDuplicates();
    assertThat(reports)
        .extracting(DemoReport::section)
        .containsOnly(DemoReports.GENERAL, DemoReports.CARDIOLOGY, DemoReports.RADIOLOGY);
    for (DemoReport report : reports) {
      assertThat(Codes.type(report.type()).display()).as(report.title()).isPresent();
      report.specialty().ifPresent(word -> assertThat(Codes.specialty(word).display()).isPresent());
      assertThat(report.date()).isBefore(TODAY);
    }
  }
}
