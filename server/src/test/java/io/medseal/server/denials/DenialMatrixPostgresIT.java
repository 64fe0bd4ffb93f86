package io.medseal.server.denials;

import io.medseal.server.TestService;
import io.medseal.server.testing.TestPostgres;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;

@Tag("asked")
@DisplayName("M3: every endpoint, on PostgreSQL,")
class DenialMatrixPostgresIT extends DenialContract {
  @Override
  TestService begin() {
    return TestService.on(TestPostgres.database());
  }
}
