package io.medseal.e2e.tampering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.problems.InputException;
import io.medseal.client.records.RecordView;
import io.medseal.client.reports.ReportEntry;
import io.medseal.client.reports.ReportQuery;
import io.medseal.client.uploads.Uploaded;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.proxy.LyingProxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A list of reports")
class ListingIT {
  private static final int LONGEST_TITLE = 1_000;

  @TempDir Path folder;

  @Test
  @DisplayName("loses one line to one bad manifest: garbage, one of 64 KiB, one that is longer")
  void badManifests() {
    byte[] garbage = new byte[300];
    Arrays.fill(garbage, (byte) 1);
    byte[] atLimit = new byte[ReportSizes.MANIFEST];
    atLimit[0] = 1;
    byte[] over = Arrays.copyOf(atLimit, ReportSizes.MANIFEST + 1);
    byte[] farOver = Arrays.copyOf(atLimit, 3_000_000);
    try (Ward ward = Ward.open(folder);
        LyingProxy proxy = LyingProxy.before(ward.uri())) {
      TestPerson clerk = ward.signUp("clerk");
      RecordView record = Ward.record(clerk, "Invented Patient");
      Path file = TestFiles.text(folder.resolve("in/letter.txt"), "one");
      Uploaded first = Ward.upload(clerk, record, "First", file);
      Uploaded bad = Ward.upload(clerk, record, "x".repeat(LONGEST_TITLE), file);
      Uploaded last = Ward.upload(clerk, record, "Last", file);
      assertThatThrownBy(() -> Ward.upload(clerk, record, "x".repeat(LONGEST_TITLE + 1), file))
          .isInstanceOf(InputException.BadValue.class);
      try (TestPerson asking = clerk.through(proxy.uri())) {
        for (byte[] manifest : List.of(garbage, atLimit, over, farOver, new byte[0])) {
          proxy.lie(
              (request, honest) ->
                  request.is("GET", "/api/v1/reports")
                      ? honest.withBody(with(honest.body(), bad, manifest))
                      : honest);
          List<ReportEntry> entries = list(asking);
          assertThat(entries)
              .extracting(ReportEntry::id)
              .containsExactly(last.report(), bad.report(), first.report());
          assertThat(entries.get(1)).isInstanceOf(ReportEntry.Unverified.class);
          assertThat(titles(asking)).containsExactly("Last", "First");
        }
      }
      assertThat(titles(clerk)).hasSize(3).contains("x".repeat(LONGEST_TITLE));
    }
  }

  private static byte[] with(byte[] answer, Uploaded bad, byte[] manifest) {
    JsonNode page = StrictJson.mapper().readTree(answer);
    for (JsonNode report : page.get("reports")) {
      if (report.get("report").stringValue().equals(bad.report().hex())) {
        ((ObjectNode) report).put("manifest", Bytes.of(manifest).base64Url());
      }
    }
    return StrictJson.mapper().writeValueAsBytes(page);
  }

  private static List<ReportEntry> list(TestPerson by) {
    return by.medseal().reports().list(ReportQuery.ALL, Optional.empty(), 50).reports();
  }

  private static List<String> titles(TestPerson by) {
    List<String> titles = new ArrayList<>();
    for (ReportEntry entry : list(by)) {
      if (entry instanceof ReportEntry.Verified verified) {
        titles.add(verified.report().title());
      }
    }
    return titles;
  }
}
