package io.medseal.server.keyrings;

import io.medseal.server.TestService;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Appending, on SQLite")
class AppendingTest extends AppendingContract {
  @Override
  protected TestService begin() {
    return TestService.fresh();
  }
}
