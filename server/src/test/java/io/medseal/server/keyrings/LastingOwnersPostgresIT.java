package io.medseal.server.keyrings;

import io.medseal.server.TestService;
import io.medseal.server.testing.TestPostgres;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Owners who go on, on PostgreSQL")
class LastingOwnersPostgresIT extends LastingOwnersContract {
  @Override
  protected TestService begin() {
    return TestService.on(TestPostgres.database());
  }
}
