package io.medseal.server.accounts;

import io.medseal.server.TestService;
import io.medseal.server.testing.TestPostgres;
import org.junit.jupiter.api.DisplayName;

@DisplayName("What is on its way while an account is deleted, on PostgreSQL")
class LateWritesPostgresIT extends LateWritesContract {
  @Override
  protected TestService begin() {
    return TestService.on(TestPostgres.database());
  }
}
