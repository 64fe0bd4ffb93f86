package io.medseal.cli.profiles;

import io.medseal.cli.commands.Invocation;
import io.medseal.client.accounts.Accounts;
import io.medseal.client.keyrings.GivingBack;
import io.medseal.client.profiles.KnownReports;
import io.medseal.ledger.ids.KeyringId;
import java.util.List;
import java.util.stream.Collectors;

/** What is said where a service was restored from a backup, on standard error. */
public final class GivenBackLines {
  private static final int BRIEF = 12;
  private static final int MOST = 20;

  private GivenBackLines() {}

  /** After a log-in: what was given back, and every report that is lost. */
  public static void print(Invocation invocation, Accounts.GivenBack given) {
    invocation.remark(
        "medseal: the service says that it was restored from a backup of "
            + given.since()
            + "; what was done after that may be lost.");
    print(invocation, given.outcome());
    given
        .problem()
        .ifPresent(
            problem ->
                invocation.remark(
                    "medseal: not everything could be given back now: "
                        + problem.getMessage()
                        + " Log in again to go on."));
    for (KnownReports.Known report : given.lost()) {
      invocation.remark(
          "medseal: report %s in record %s, added %s, is lost. Upload it again, or ask its author."
              .formatted(
                  report.report().hex().substring(0, BRIEF),
                  brief(report.record()),
                  report.added()));
    }
  }

  /** What was given back. */
  static void print(Invocation invocation, GivingBack.Outcome outcome) {
    if (outcome.given() > 0) {
      invocation.remark(
          "medseal: gave the service back the changes of "
              + (outcome.given() == 1 ? "1 keyring" : outcome.given() + " keyrings")
              + " that it had lost.");
    }
    if (!outcome.lacking().isEmpty()) {
      invocation.remark(
          "medseal: the service still lacks changes of "
              + names(outcome.lacking())
              + " that this computer has seen. They build on something that others have: ask those you"
              + " work with to log in, then log in again.");
    }
    if (!outcome.other().isEmpty()) {
      invocation.remark(
          "medseal: in "
              + names(outcome.other())
              + " somebody has made another change since the backup, in the place of one that this"
              + " computer has seen. Neither replaces the other, so this computer stops there: whoever"
              + " manages it begins a new one.");
    }
  }

  private static String names(List<KeyringId> keyrings) {
    return (keyrings.size() == 1 ? "keyring " : "keyrings ")
        + keyrings.stream().limit(MOST).map(GivenBackLines::brief).collect(Collectors.joining(", "))
        + (keyrings.size() > MOST ? ", ..." : "");
  }

  private static String brief(KeyringId id) {
    return id.hex().substring(0, BRIEF);
  }
}
