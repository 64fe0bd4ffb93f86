package io.medseal.ledger.vectors;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.time.Duration;
import java.util.List;

/** Shares, endorsements, cards, profiles, and the end (section 6). */
final class ChangeVectors {
  private static final String INVALID = "invalid-change";
  private static final String NO = "no-authority";

  private final Scene scene = new Scene(6);
  private final Hospital h = scene.h;
  private final World world = scene.world;
  private final ReportId report = world.report();

  private ChangeVectors() {}

  static void make() {
    ChangeVectors vectors = new ChangeVectors();
    vectors.deletions();
    vectors.endorsements();
    vectors.published();
    vectors.otherKinds();
    vectors.good();
  }

  private Statement onSection(Change change) {
    return world.statement(h.section, h.patient, List.of(h.record), change);
  }

  private Statement onInstitute(Change change) {
    return world.statement(h.institute, h.admin, List.of(), change);
  }

  private void deletions() {
    Statement good = onSection(new Change.DeleteReport(report));
    scene.bad(
        "delete-by-a-stranger",
        NO,
        "the signer is no member of the record",
        good,
        world.statement(h.section, h.stranger, List.of(h.record), new Change.DeleteReport(report)));
    for (Role role : List.of(Role.COLLABORATOR, Role.READER, Role.CONTRIBUTOR)) {
      Scene low = new Scene(6);
      low.world.say(low.h.record, low.h.patient, low.world.set(low.h.stranger, role));
      low.bad(
          "delete-by-a-" + role.text(),
          NO,
          "a " + role.text() + " of the record deletes a report",
          low.world.statement(
              low.h.section, low.h.patient, List.of(low.h.record), new Change.DeleteReport(report)),
          low.world.statement(
              low.h.section,
              low.h.stranger,
              List.of(low.h.record),
              new Change.DeleteReport(report)));
    }
    Scene twice = new Scene(6);
    for (int i = 0; i < 2; i++) {
      twice.world.say(
          twice.h.section,
          twice.h.patient,
          List.of(twice.h.record),
          new Change.DeleteReport(report));
    }
    twice.ok("deleted-twice", twice.h.section);
  }

  private void endorsements() {
    Statement good = onInstitute(new Change.Endorse(h.doctor, "Dr Sen", null, null, null));
    scene.bad(
        "endorse-itself",
        INVALID,
        "an institute endorses itself",
        good,
        onInstitute(new Change.Endorse(h.institute, "Lake Hospital", null, null, null)));
    scene.bad(
        "endorse-ended",
        INVALID,
        "it ends as it begins",
        good,
        onInstitute(new Change.Endorse(h.doctor, "Dr Sen", null, null, world.now())));
    scene.bad(
        "withdraw-unsaid",
        INVALID,
        "who is withdrawn is not endorsed",
        good,
        onInstitute(new Change.WithdrawEndorsement(h.doctor)));
    scene.bad(
        "endorse-by-the-institute-itself",
        NO,
        "an institute speaks in its own chain",
        good,
        world.statement(
            h.institute,
            h.institute,
            List.of(),
            new Change.Endorse(h.doctor, "Dr Sen", null, null, null)));
  }

  private void published() {
    scene.bad(
        "card-by-a-reader",
        NO,
        "a reader publishes a card",
        world.statement(h.department, h.head, List.of(), new Change.PublishCard("Heart", null)),
        world.statement(h.department, h.doctor, List.of(), new Change.PublishCard("Heart", null)));
    scene.bad(
        "card-of-another-person",
        NO,
        "another person publishes it",
        world.statement(h.doctor, h.doctor, List.of(), new Change.PublishCard("Dr Sen", null)),
        world.statement(h.doctor, h.patient, List.of(), new Change.PublishCard("Dr Sen", null)));
    scene.bad(
        "profile-by-a-reader",
        NO,
        "a reader writes the profile",
        world.statement(h.department, h.head, List.of(), new Change.SetProfile(world.note())),
        world.statement(h.department, h.doctor, List.of(), new Change.SetProfile(world.note())));
    scene.bad(
        "close-by-a-manager",
        NO,
        "a manager closes it",
        world.statement(h.record, h.patient, List.of(), new Change.Close()),
        world.statement(h.record, h.doctor, List.of(h.department), new Change.Close()));
  }

  /** What the table of section 6 does not name for a kind of chain. */
  private void otherKinds() {
    Change card = new Change.PublishCard("Asha Rao", null);
    Change endorse = new Change.Endorse(h.doctor, "Dr Sen", null, null, null);
    Change withdraw = new Change.WithdrawEndorsement(h.doctor);
    Change deletion = new Change.DeleteReport(report);
    kind("delete-on-record", world.statement(h.record, h.patient, List.of(), deletion));
    kind("delete-on-institute", onInstitute(deletion));
    kind("delete-on-person", world.statement(h.patient, h.patient, List.of(), deletion));
    kind("leave-on-person", world.statement(h.patient, h.patient, List.of(), new Change.Leave()));
    kind("endorse-on-department", world.statement(h.department, h.head, List.of(), endorse));
    kind("endorse-on-person", world.statement(h.patient, h.patient, List.of(), endorse));
    kind("withdraw-on-record", world.statement(h.record, h.patient, List.of(), withdraw));
    kind("card-on-record", world.statement(h.record, h.patient, List.of(), card));
    kind("card-on-section", onSection(card));
    domain("department", world.statement(h.department, h.head, List.of(), card));
    domain("person", world.statement(h.doctor, h.doctor, List.of(), card));
    KeyringId link = world.make(KeyringKind.LINK, h.patient);
    scene.ok("kind-link", link);
  }

  /** A card that would do, but for the domain. */
  private void domain(String kind, Statement good) {
    scene.bad(
        "card-with-domain-of-a-" + kind,
        INVALID,
        "a " + kind + " has a domain",
        good,
        new Statement(good.header(), new Change.PublishCard("Asha Rao", null, "rao.example")));
  }

  private void kind(String name, Statement bad) {
    KeyringId on = bad.header().keyring();
    Statement good = new Statement(bad.header(), new Change.SetProfile(world.note()));
    scene.bad(
        "kind-" + name,
        INVALID,
        "a type that this kind's chain does not have",
        on,
        scene.signed(good),
        scene.signed(bad));
  }

  private void good() {
    Scene endorsed = new Scene(6);
    World v = endorsed.world;
    Hospital people = endorsed.h;
    v.say(
        people.institute,
        people.admin,
        new Change.PublishCard("Lake Hospital", null, "lake.example"));
    v.say(
        people.institute,
        people.admin,
        new Change.Endorse(
            people.doctor, "Dr Sen", "394579002", "MH-1", v.now().plus(Duration.ofDays(365))));
    v.say(
        people.institute,
        people.admin,
        new Change.Endorse(people.colleague, "Dr Iyer", null, null, null));
    endorsed.ok("endorsed", people.institute);
    v.say(people.institute, people.admin, new Change.WithdrawEndorsement(people.colleague));
    v.say(
        people.institute,
        people.admin,
        new Change.Endorse(people.doctor, "Dr M Sen", null, null, null));
    endorsed.ok("endorsed-again-and-withdrawn", people.institute);

    Scene published = new Scene(6);
    World u = published.world;
    KeyringId doctor = published.h.doctor;
    u.say(doctor, doctor, new Change.PublishCard("Dr Mira Sen \ud83e\ude7a", "394579002"));
    u.say(doctor, doctor, new Change.SetProfile(u.note()));
    u.rotate(doctor, doctor);
    published.ok("card-and-profile", doctor);
    u.say(doctor, doctor, new Change.Close());
    published.ok("closed-person", doctor);
    published.bad(
        "closed-person-speaks",
        "no-authority",
        "the signer's chain is closed",
        published.h.department,
        published.signed(
            u.statement(
                published.h.department, published.h.colleague, List.of(), new Change.Leave())),
        published.signed(
            u.statement(published.h.department, doctor, List.of(), new Change.Leave())));
    Scene full = new Scene(6);
    full.world.say(
        full.h.section,
        full.h.doctor,
        List.of(full.h.department, full.h.record),
        full.world.set(full.h.stranger, Role.CONTRIBUTOR));
    full.ok("member-of-a-section", full.h.section);
  }
}
