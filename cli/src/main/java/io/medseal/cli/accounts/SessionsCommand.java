package io.medseal.cli.accounts;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.output.ShortIds;
import io.medseal.cli.output.Table;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.protocol.accounts.Accounts.Notice;
import io.medseal.protocol.accounts.Accounts.SessionSummary;
import java.time.Instant;
import java.util.List;

/** {@code medseal sessions list}. */
public final class SessionsCommand extends ConnectedCommand {
  /** What is printed with {@code --json}. */
  record Sessions(List<Session> sessions, List<AccountNews.Event> notices) {}

  record Session(String id, String client, Instant created, Instant lastUsed, boolean current) {}

  public SessionsCommand() {
    prints(Sessions.class);
    describe(
        "Shows where you are logged in, on all devices, and what happened to your account in the last"
            + " 90 days: failed log-ins, new devices, changed ways in.");
    example("sessions list", "Show the devices that are logged in");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    List<SessionSummary> sessions = medseal.accounts().sessions();
    List<Notice> notices = medseal.accounts().notices();
    ShortIds ids = ShortIds.of(sessions.stream().map(SessionSummary::id).toList());
    invocation.answer(
        new Sessions(
            sessions.stream()
                .map(s -> new Session(s.id(), s.client(), s.created(), s.lastUsed(), s.current()))
                .toList(),
            AccountNews.Event.of(notices)),
        page -> {
          Table table = Table.of("session", "client", "since", "last used", "");
          for (SessionSummary session : sessions) {
            table.row(
                ids.cut(session.id()),
                AccountNews.program(session.client()),
                page.time(session.created()),
                page.time(session.lastUsed()),
                session.current() ? "this one" : "");
          }
          page.table(table, "No session.");
          AccountNews.print(page, "What happened to the account", notices);
        });
  }
}
