package io.medseal.cli.sharing;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.output.Table;
import io.medseal.cli.people.InstitutesShown;
import io.medseal.cli.people.Named;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.people.Person;
import io.medseal.client.records.RecordView;
import io.medseal.client.sharing.AccessEntry;
import io.medseal.ledger.keyrings.Card;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code medseal access}. */
public final class AccessCommand extends ConnectedCommand {
  private final Parameter<String> record =
      argument("RECORD", "The record: the beginning of its id, or the patient's name.");

  /** What is printed with {@code --json}. */
  record Access(String record, List<Entry> access) {}

  /**
   * One way in which somebody has access.
   *
   * @param through the groups between, nearest to the person first
   */
  record Entry(
      Places.PlaceShown target,
      String keyring,
      String kind,
      Optional<String> email,
      Optional<String> toldEmail,
      Optional<String> cardName,
      Optional<InstitutesShown.StandingShown> standing,
      List<InstitutesShown.EndorsedBy> endorsements,
      String role,
      List<Named> through,
      Optional<Instant> until,
      String addedBy,
      Instant addedAt,
      String safetyNumber) {}

  public AccessCommand() {
    prints(Access.class);
    describe(
        "Shows who has access to a record, its sections and its reports: in which role, through"
            + " which department, until when, and who gave it to them. It is worked out on this"
            + " computer, from statements whose signatures were verified here.");
    example("access 3f2a9c1d", "Show who can open what");
    example("access 'Ada Example' --json", "The same for a program, with safety numbers");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    RecordView found = medseal.records().find(record.get());
    List<AccessEntry> entries = medseal.sharing().access(found.id());
    Places places = new Places(found);
    invocation.answer(
        new Access(
            found.id().hex(), entries.stream().map(entry -> document(places, entry)).toList()),
        page -> {
          Table table = Table.of("who", "known as", "role", "of", "through", "until", "since");
          for (AccessEntry entry : entries) {
            table.row(
                entry.who().display(),
                InstitutesShown.knownAs(entry.who()),
                entry.role().text(),
                places.brief(entry.to()),
                entry.through().stream().map(Person::display).collect(Collectors.joining(", ")),
                entry.until().map(page::end).orElse(""),
                page.time(entry.addedAt()));
          }
          page.table(table, "Nobody that you may see.");
        });
  }

  private static Entry document(Places places, AccessEntry entry) {
    Person who = entry.who();
    return new Entry(
        places.document(entry.to()),
        who.keyring().hex(),
        who.kind().text(),
        who.email(),
        who.toldEmail(),
        who.card().map(Card::name),
        InstitutesShown.standing(who),
        who.endorsements().stream().map(InstitutesShown::of).toList(),
        entry.role().text(),
        entry.through().stream().map(Named::of).toList(),
        entry.until(),
        entry.addedBy().hex(),
        entry.addedAt(),
        who.safetyNumber());
  }
}
