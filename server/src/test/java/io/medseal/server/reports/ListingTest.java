package io.medseal.server.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.server.TestService;
import io.medseal.server.platform.db.Database;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A list of reports")
class ListingTest extends ListingContract {
  private static final KeyringId SOMEBODY = new KeyringId("ab".repeat(32));

  @Override
  protected TestService begin() {
    return TestService.fresh();
  }

  @Test
  @DisplayName("is found in the order of its rows, and walks through nobody else's")
  void plans() {
    try (TestService service = TestService.fresh()) {
      assertThat(plan(service, null, true))
          .containsExactly(
              "SEARCH p USING INDEX report_places_by_newest (opener=? AND newest>? AND newest<?)");
      assertThat(plan(service, SOMEBODY, true))
          .containsExactly(
              "SEARCH p USING INDEX report_places_by_record"
                  + " (opener=? AND record=? AND newest>? AND newest<?)");
      for (KeyringId record : new KeyringId[] {null, SOMEBODY}) {
        assertThat(plan(service, record, false))
            .noneMatch(step -> step.startsWith("SCAN"))
            .anyMatch(step -> step.contains("reports_by_record (record=?"))
            .anyMatch(step -> step.contains("reports_by_section (section=?"));
      }
    }
  }

  private static List<String> plan(TestService service, @Nullable KeyringId record, boolean upTo) {
    ReportPlaces.Question question =
        new ReportPlaces.Question(List.of(SOMEBODY), Instant.EPOCH, record, null, 5);
    return service
        .part(Database.class)
        .read(
            sql ->
                sql.sql("explain query plan " + (upTo ? question.upToThen() : question.beyond()))
                    .param("openers", List.of(SOMEBODY.hex()))
                    .param("now", 5)
                    .param("created", 5)
                    .param("record", SOMEBODY.hex())
                    .param("limit", 5)
                    .query((row, _) -> row.getString("detail"))
                    .list());
  }
}
