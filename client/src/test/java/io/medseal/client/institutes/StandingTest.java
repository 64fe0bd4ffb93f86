package io.medseal.client.institutes;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.KeyringId;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What an institute's name is worth")
class StandingTest {
  private static final KeyringId ID = new KeyringId("11".repeat(32));

  @Test
  @DisplayName("stands with it; a name that shows nothing gives way to the keyring's id")
  void naming() {
    assertThat(Standing.NONE.naming(ID, Optional.of("Charité")))
        .isEqualTo("unverified institute \"Charité\"");
    for (String nothing : new String[] {"\"", "\u3164", "\u200D"}) {
      assertThat(Standing.NONE.naming(ID, Optional.of(nothing)))
          .isEqualTo("unverified institute 111111111111");
    }
  }
}
