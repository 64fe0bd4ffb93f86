package io.medseal.cli.accounts;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.problems.InputException;
import io.medseal.protocol.accounts.Accounts.SessionSummary;
import java.util.List;

/** {@code medseal sessions end}. */
public final class EndSessionCommand extends ConnectedCommand {
  private final Parameter<String> session =
      argument("SESSION", "The session, as 'medseal sessions list' shows it.");

  public EndSessionCommand() {
    describe(
        "Logs another device out. The keys stay on that device until somebody logs out there; if it"
            + " was stolen, use 'medseal renew --keys' as well.");
    example("sessions end 3f2a9c1d", "Log the device of that session out");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    List<String> matching =
        medseal.accounts().sessions().stream()
            .map(SessionSummary::id)
            .filter(id -> id.startsWith(session.get()))
            .toList();
    if (matching.isEmpty()) {
      throw new InputException.NoSuch("session", session.get());
    }
    if (matching.size() > 1) {
      throw new InputException.Ambiguous("session", session.get(), matching);
    }
    medseal.accounts().endSession(matching.getFirst());
    invocation.done("Session ended.");
  }
}
