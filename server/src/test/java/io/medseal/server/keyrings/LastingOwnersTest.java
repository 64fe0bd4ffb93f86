package io.medseal.server.keyrings;

import io.medseal.server.TestService;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Owners who go on")
class LastingOwnersTest extends LastingOwnersContract {
  @Override
  protected TestService begin() {
    return TestService.fresh();
  }
}
