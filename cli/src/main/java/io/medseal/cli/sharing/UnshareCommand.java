package io.medseal.cli.sharing;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.people.Named;
import io.medseal.cli.people.Recipient;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.people.Person;
import io.medseal.client.sharing.AccessEntry;
import io.medseal.client.sharing.Target;
import io.medseal.client.sharing.Unshared;
import java.util.List;
import java.util.stream.Collectors;

/** {@code medseal unshare}. */
public final class UnshareCommand extends ConnectedCommand {
  private final Parameter<String> target = argument(ShareCommand.TARGET, ShareCommand.TARGET_HELP);
  private final Parameter<String> with =
      required("--with", "EMAIL", "Whose access ends; also a department or institute.");

  /** What is printed with {@code --json}. */
  record Ended(Named with, List<Places.PlaceShown> ended, List<Remaining> remaining) {}

  record Remaining(Places.PlaceShown target, String role, List<Named> through) {}

  public UnshareCommand() {
    prints(Ended.class);
    describe(
        "Ends somebody's access and renews the keys in the same step: what is added afterwards stays"
            + " closed to them, even if they kept their old keys. Of a record, the shares of its"
            + " sections and reports end as well. What they have seen, they have seen.");
    example("unshare 3f2a9c1d --with rao@hospital.example", "End a doctor's access to a record");
    example(
        "unshare 3f2a9c1d/Cardiology --with rao@hospital.example", "End it for one section only");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    Target what = medseal.targets().find(target.get());
    Recipient who = Recipient.find(invocation, medseal, with.get());
    Places places = new Places(medseal.records().show(what.record()));
    Unshared result = medseal.sharing().unshare(what, who.person());
    if (result.ended().isEmpty()) {
      throw new CommandException(
          ExitCode.CONFLICT,
          who.display()
              + " has access to "
              + places.spoken(what)
              + " by another way only ("
              + result.remaining().stream()
                  .map(entry -> way(places, entry))
                  .distinct()
                  .collect(Collectors.joining("; "))
              + "); end that one.");
    }
    invocation.answer(
        new Ended(
            Named.of(who.person()),
            result.ended().stream().map(places::document).toList(),
            result.remaining().stream()
                .map(
                    entry ->
                        new Remaining(
                            places.document(entry.to()),
                            entry.role().text(),
                            entry.through().stream().map(Named::of).toList()))
                .toList()),
        page -> {
          for (Target ended : result.ended()) {
            page.line(who.display() + " no longer has access to " + places.spoken(ended) + ".");
          }
          for (AccessEntry entry : result.remaining()) {
            page.line("Still there: " + way(places, entry) + ".");
          }
        });
  }

  private static String way(Places places, AccessEntry entry) {
    return entry.role().text()
        + " of "
        + places.spoken(entry.to())
        + (entry.through().isEmpty()
            ? ""
            : " through "
                + entry.through().stream()
                    .map(Person::display)
                    .collect(Collectors.joining(" and ")));
  }
}
