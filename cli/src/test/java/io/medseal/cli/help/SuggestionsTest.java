package io.medseal.cli.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A suggestion")
class SuggestionsTest {
  private static final List<String> KNOWN = List.of("share", "unshare", "record list", "usage");

  @Test
  @DisplayName("is the nearest word")
  void nearest() {
    assertThat(Suggestions.near("shrae", KNOWN)).contains("share");
    assertThat(Suggestions.near("unshar", KNOWN)).contains("unshare");
    assertThat(Suggestions.near("record lsit", KNOWN)).contains("record list");
  }

  @Test
  @DisplayName("is not made where nothing is near")
  void nothing() {
    assertThat(Suggestions.near("frobnicate", KNOWN)).isEmpty();
    assertThat(Suggestions.near("x", KNOWN)).isEmpty();
  }
}
