package io.medseal.server.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.server.TestService;
import io.medseal.server.platform.db.Database;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Records")
class RecordsTest extends RecordsContract {
  @Override
  protected TestService begin() {
    return TestService.fresh();
  }

  @Test
  @DisplayName("are found in the order of their rows, and nobody else's are walked through")
  void plans() {
    try (TestService service = TestService.fresh()) {
      assertThat(plan(service, RecordListing.Order.NEWEST.rows()))
          .containsExactly(
              "SEARCH p USING INDEX record_places_by_newest (opener=? AND (newest,record)<(?,?))");
      assertThat(plan(service, RecordListing.Order.UNINDEXED.rows()))
          .noneMatch(step -> step.startsWith("SCAN"));
      assertThat(plan(service, RecordListing.Order.CHANGES.rows()))
          .containsExactly(
              "SEARCH p USING COVERING INDEX record_places_by_newest"
                  + " (opener=? AND (newest,record)>(?,?))");
    }
  }

  private static List<String> plan(TestService service, String query) {
    return service
        .part(Database.class)
        .read(
            sql ->
                sql.sql("explain query plan " + query)
                    .param("openers", List.of("a"))
                    .param("now", 5)
                    .param("account", "a")
                    .param("generation", 1)
                    .param("ground", "")
                    .param("newest", 5)
                    .param("record", "a")
                    .param("limit", 5)
                    .query((row, _) -> row.getString("detail"))
                    .list());
  }
}
