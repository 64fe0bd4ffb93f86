package io.medseal.server.accounts;

import io.medseal.server.TestService;
import org.junit.jupiter.api.DisplayName;

@DisplayName("What is on its way while an account is deleted")
class LateWritesTest extends LateWritesContract {
  @Override
  protected TestService begin() {
    return TestService.fresh();
  }
}
