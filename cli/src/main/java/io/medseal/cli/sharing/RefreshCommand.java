package io.medseal.cli.sharing;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;

/** {@code medseal refresh}. */
public final class RefreshCommand extends ConnectedCommand {
  /** What is printed with {@code --json}. */
  record Refreshed(int renewed) {}

  public RefreshCommand() {
    prints(Refreshed.class);
    describe(
        "Renews the keys of all records and groups that you manage and whose keys somebody may know"
            + " who has left, or who stole them. Nothing new is sealed to such keys. An upload renews"
            + " the keys that it needs by itself. Of what you own and nobody but managers has been changing for"
            + " long, it says the name again: whoever comes new to it then reads what follows only.");
    example("refresh", "Renew what has to be renewed");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    int renewed = medseal.sharing().refresh();
    invocation.answer(
        new Refreshed(renewed),
        page ->
            page.line(
                renewed == 0
                    ? "Nothing had to be renewed."
                    : "Renewed " + (renewed == 1 ? "one keyring." : renewed + " keyrings.")));
  }
}
