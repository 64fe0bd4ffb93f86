package io.medseal.server.keyrings;

import io.medseal.server.TestService;
import io.medseal.server.testing.TestPostgres;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Appending, on PostgreSQL")
class AppendingPostgresIT extends AppendingContract {
  @Override
  protected TestService begin() {
    return TestService.on(TestPostgres.database());
  }
}
