package io.medseal.cli.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.cli.TestTerminal;
import io.medseal.cli.output.Page;
import io.medseal.cli.terminal.Terminal;
import io.medseal.protocol.accounts.Accounts.Notice;
import io.medseal.protocol.accounts.Accounts.NoticeKind;
import io.medseal.protocol.accounts.SlotKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("News of an account")
class AccountNewsTest {
  private static String printed(String client) {
    TestTerminal shown = new TestTerminal();
    Terminal terminal = shown.terminal();
    AccountNews.print(
        new Page(terminal.out(), terminal.colours(), terminal.zone()),
        "News",
        List.of(
            new Notice(
                Instant.parse("2026-11-29T10:00:00Z"),
                NoticeKind.LOG_IN_FAILED,
                SlotKind.PASSWORD,
                "192.0.2.7",
                client,
                3)));
    return shown.out();
  }

  @Test
  @DisplayName("quotes what the program of a stranger calls itself, so that it speaks to nobody")
  void quoted() {
    assertThat(printed("Medseal support: this was you"))
        .contains("192.0.2.7  \"Medseal support: this was you\"\n");
    assertThat(printed("x\"  this was you\u001b[2J\nNothing else happened."))
        .contains("192.0.2.7  \"x this was you [2J Nothing else happened.\"\n");
    assertThat(printed("\u3164")).contains("192.0.2.7  (unnamed)\n");
  }
}
