package io.medseal.cli.profiles;

import io.medseal.cli.commands.Invocation;
import io.medseal.client.Medseal;
import io.medseal.client.keyrings.Trouble;
import io.medseal.client.problems.ClientException;
import io.medseal.client.profiles.Pin;
import io.medseal.ledger.ids.KeyringId;
import java.util.List;
import java.util.stream.Collectors;

/** What a command says besides its answer, on standard error: one line for each. */
final class Notices {
  private static final int BRIEF = 12;
  private static final int MOST = 5;

  private Notices() {}

  static void print(Invocation invocation, Medseal medseal) {
    medseal.troubles().stream().limit(MOST).forEach(one -> invocation.remark(line(medseal, one)));
    int more = medseal.troubles().size() - MOST;
    if (more > 0) {
      invocation.remark("medseal: left out " + more + " more like these.");
    }
    medseal.givenBack().ifPresent(outcome -> GivenBackLines.print(invocation, outcome));
    vanished(invocation, medseal.vanishedRecords());
    int waiting = waiting(medseal);
    if (waiting > 0) {
      invocation.remark(
          "medseal: "
              + (waiting == 1 ? "one offer waits" : waiting + " offers wait")
              + " for your decision; see 'medseal offers'.");
    }
  }

  private static void vanished(Invocation invocation, List<KeyringId> records) {
    if (records.isEmpty()) {
      return;
    }
    boolean one = records.size() == 1;
    invocation.remark(
        "medseal: "
            + records.size()
            + (one ? " record that was" : " records that were")
            + " listed here before "
            + (one ? "is" : "are")
            + " not any more ("
            + records.stream()
                .limit(MOST)
                .map(id -> id.hex().substring(0, BRIEF))
                .collect(Collectors.joining(", "))
            + (records.size() > MOST ? ", ..." : "")
            + "): your access to "
            + (one ? "it" : "them")
            + " ended, or the service withholds "
            + (one ? "it." : "them."));
  }

  /** A command that has done its work does not fail over what it says besides. */
  private static int waiting(Medseal medseal) {
    try {
      return medseal.waitingOffers();
    } catch (ClientException _) {
      return 0;
    }
  }

  private static String line(Medseal medseal, Trouble trouble) {
    String id = trouble.keyring().hex().substring(0, BRIEF);
    return "medseal: left out keyring "
        + id
        + trouble.by().map(by -> " (" + name(medseal, by) + " is behind it)").orElse("")
        + ": "
        + trouble.problem().getMessage();
  }

  private static String name(Medseal medseal, KeyringId signer) {
    return medseal.profile().pins().stream()
        .filter(pin -> pin.keyring().equals(signer))
        .map(Pin::email)
        .findFirst()
        .orElseGet(() -> "keyring " + signer.hex().substring(0, BRIEF));
  }
}
