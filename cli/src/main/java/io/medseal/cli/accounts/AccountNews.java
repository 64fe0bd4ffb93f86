package io.medseal.cli.accounts;

import io.medseal.cli.output.Page;
import io.medseal.cli.output.Table;
import io.medseal.ledger.names.Quoted;
import io.medseal.protocol.accounts.Accounts.Notice;
import io.medseal.protocol.accounts.SlotKind;
import java.time.Instant;
import java.util.List;

/** Tells owners what happened to their accounts. */
final class AccountNews {
  private AccountNews() {}

  /** As printed with {@code --json}. */
  record Event(Instant time, String kind, String way, String origin, String client, int count) {
    static List<Event> of(List<Notice> notices) {
      return notices.stream()
          .map(
              notice ->
                  new Event(
                      notice.time(),
                      notice.kind().text(),
                      notice.way().text(),
                      notice.origin(),
                      notice.client(),
                      notice.count()))
          .toList();
    }
  }

  /** Prints a table, and what to do; nothing where nothing happened. */
  static void print(Page page, String heading, List<Notice> notices) {
    if (notices.isEmpty()) {
      return;
    }
    page.gap();
    page.heading(heading);
    Table table = Table.of("when", "what", "from", "client");
    for (Notice notice : notices) {
      table.row(page.time(notice.time()), what(notice), notice.origin(), program(notice.client()));
    }
    page.table(table, "Nothing.");
    page.line(
        "If this was not you, change the password with 'medseal password' and end other sessions with"
            + " 'medseal logout --everywhere'.");
  }

  /** What a program calls itself: whoever logs in, or tries to, may write there what they like. */
  static String program(String client) {
    return Quoted.any(client).orElse("(unnamed)");
  }

  private static String what(Notice notice) {
    return switch (notice.kind()) {
      case LOG_IN_FAILED ->
          notice.count() == 1
              ? "a failed log-in with " + way(notice.way())
              : notice.count() + " failed log-ins with " + way(notice.way());
      case NEW_DEVICE -> "a new device logged in with " + way(notice.way());
      case PASSWORD_CHANGED -> "the password was changed with " + way(notice.way());
      case PASSWORD_REMOVED -> "the password was removed with " + way(notice.way());
      case RECOVERY_CHANGED -> "a new recovery code was made with " + way(notice.way());
      case PASSKEY_ADDED -> "a passkey was added with " + way(notice.way());
      case PASSKEY_REMOVED -> "a passkey was removed with " + way(notice.way());
      case KEYS_RENEWED -> "the keys were renewed with " + way(notice.way());
    };
  }

  private static String way(SlotKind way) {
    return switch (way) {
      case PASSWORD -> "the password";
      case RECOVERY -> "the recovery code";
      case PASSKEY -> "a passkey";
    };
  }
}
