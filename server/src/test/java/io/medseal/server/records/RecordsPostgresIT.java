package io.medseal.server.records;

import io.medseal.server.TestService;
import io.medseal.server.testing.TestPostgres;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Records, on PostgreSQL,")
class RecordsPostgresIT extends RecordsContract {
  @Override
  protected TestService begin() {
    return TestService.on(TestPostgres.database());
  }
}
