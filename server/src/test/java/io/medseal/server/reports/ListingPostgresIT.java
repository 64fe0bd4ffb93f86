package io.medseal.server.reports;

import io.medseal.server.TestService;
import io.medseal.server.testing.TestPostgres;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A list of reports, on PostgreSQL,")
class ListingPostgresIT extends ListingContract {
  @Override
  protected TestService begin() {
    return TestService.on(TestPostgres.database());
  }
}
