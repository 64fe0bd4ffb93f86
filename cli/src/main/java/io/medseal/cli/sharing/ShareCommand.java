package io.medseal.cli.sharing;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.output.Times;
import io.medseal.cli.people.Named;
import io.medseal.cli.people.Recipient;
import io.medseal.cli.people.Roles;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.sharing.Reached;
import io.medseal.client.sharing.Target;
import io.medseal.ledger.keyrings.Role;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** {@code medseal share}. */
public final class ShareCommand extends ConnectedCommand {
  static final String TARGET = "RECORD[/SECTION[/REPORT]]";
  static final String TARGET_HELP =
      "A record, a section of it, or a report of that: by name, or by the beginning of the id.";

  private final Parameter<String> target = argument(TARGET, TARGET_HELP);
  private final Parameter<String> with =
      required(
          "--with", "EMAIL", "Whom to share with; also a department or institute, by name or id.");
  private final Parameter<Role> role =
      option(
          "--role",
          Roles.LABEL,
          Role.class,
          Roles::read,
          "reader",
          "reader: may open; contributor: may add reports, and open none; collaborator: may open and"
              + " add; manager: may also share and delete; owner: may also make owners");
  private final Parameter<Instant> until =
      option(
          "--until",
          "DATE",
          Instant.class,
          word -> Times.until(word, ZoneId.systemDefault()),
          "The last day of the share (default: without end).");

  /** What is printed with {@code --json}. */
  record Shared(
      Places.PlaceShown target,
      Named with,
      String role,
      Optional<Instant> until,
      String safetyNumber,
      boolean firstContact) {}

  public ShareCommand() {
    prints(Shared.class);
    describe(
        "Gives somebody access: one sealed key, whatever the size of the record. What is added later"
            + " to a record or section is shared as well. Sharing again replaces"
            + " the role and the end.");
    describe(
        "Somebody who has not accepted you yet has to do that first: until then it waits under their"
            + " 'medseal offers', and they can open nothing of it. Nothing tells you what they"
            + " decide.");
    example("share 'Ada Example' --with ada@example.org --role owner", "Give a patient her record");
    example(
        "share 3f2a9c1d/Cardiology --with rao@hospital.example --until 2027-01-31",
        "Share one section with a doctor for a time");
    example("share 3f2a9c1d/General/9be04f52 --with omar@example.org", "Share one report");
    example(
        "share 3f2a9c1d --with lab@laboratory.example --role contributor",
        "Let a laboratory add reports that it cannot open afterwards");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    Target what = medseal.targets().find(target.get());
    Recipient who = Recipient.find(invocation, medseal, with.get());
    medseal.sharing().share(what, who.person(), role.get(), until.optional());
    Reached now =
        medseal
            .sharing()
            .reached(what, who.keyring())
            .orElseThrow(() -> CommandException.undone(who.display() + " has access"));
    Places places = new Places(medseal.records().show(what.record()));
    invocation.answer(
        new Shared(
            places.document(what),
            Named.of(who.person()),
            now.spoken(),
            now.until(),
            who.person().safetyNumber(),
            who.person().firstContact()),
        page ->
            page.line(
                who.display()
                    + " is now "
                    + now.spoken()
                    + " of "
                    + places.spoken(what)
                    + now.until().map(end -> ", until " + page.end(end)).orElse("")
                    + "."));
  }
}
