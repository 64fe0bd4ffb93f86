package io.medseal.server.denials;

import io.medseal.server.TestService;
import org.junit.jupiter.api.DisplayName;

@DisplayName("M3: every endpoint, on SQLite,")
class DenialMatrixTest extends DenialContract {
  @Override
  TestService begin() {
    return TestService.fresh();
  }
}
