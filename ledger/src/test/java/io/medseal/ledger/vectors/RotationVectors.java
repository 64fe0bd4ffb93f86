package io.medseal.ledger.vectors;

import static java.util.Collections.nCopies;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.world.Altered;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.time.Duration;
import java.util.List;

/** New generations (section 6, rotate). */
final class RotationVectors {
  private static final String INVALID = "invalid-change";
  private static final String STALE = "stale-generation";

  private final Scene scene = new Scene(6);
  private final Hospital h = scene.h;
  private final World world = scene.world;

  private RotationVectors() {}

  static void make() {
    good();
    RotationVectors vectors = new RotationVectors();
    vectors.generationsAndKeys();
    vectors.envelopes();
    roles();
    healing();
    ended();
    newerMember();
  }

  private static void good() {
    for (String who : List.of("patient", "institute", "department", "record", "section")) {
      Scene scene = new Scene(6);
      Hospital h = scene.h;
      KeyringId id =
          switch (who) {
            case "patient" -> h.patient;
            case "institute" -> h.institute;
            case "department" -> h.department;
            case "record" -> h.record;
            default -> h.section;
          };
      switch (who) {
        case "patient" -> scene.world.rotate(id, h.patient);
        case "institute" -> scene.world.rotate(id, h.admin);
        case "department" -> scene.world.rotate(id, h.head);
        case "record" -> scene.world.rotate(id, h.doctor, h.department);
        default -> scene.world.rotate(id, h.doctor, h.department, h.record);
      }
      scene.ok("rotated-" + who, id);
    }
    Scene twice = new Scene(6);
    twice.world.rotate(twice.h.record, twice.h.patient);
    twice.world.rotate(twice.h.record, twice.h.patient);
    twice.ok("rotated-twice", twice.h.record);
  }

  private Change.Rotate rotation() {
    return world.rotation(world.state(h.record), world.newKeys(KeyringKind.RECORD));
  }

  private Statement said(Change change) {
    return world.statement(h.record, h.patient, List.of(), change);
  }

  private void bad(String name, String expect, String fault, Change.Rotate good, Change bad) {
    scene.bad("rotate-" + name, expect, fault, said(good), said(bad));
  }

  private void generationsAndKeys() {
    Change.Rotate good = rotation();
    bad(
        "same-generation",
        STALE,
        "the generation that is current",
        good,
        new Change.Rotate(
            1, good.keys(), good.previousGeneration(), good.previousSecret(), good.envelopes()));
    bad(
        "skipped-generation",
        STALE,
        "a generation is left out",
        good,
        new Change.Rotate(
            3, good.keys(), good.previousGeneration(), good.previousSecret(), good.envelopes()));
    bad(
        "same-keys",
        INVALID,
        "the keys that are current",
        good,
        new Change.Rotate(
            2,
            world.state(h.record).current().keys(),
            good.previousGeneration(),
            good.previousSecret(),
            good.envelopes()));
    bad(
        "signature-keys-of-a-record",
        INVALID,
        "signature keys for a record",
        good,
        new Change.Rotate(
            2,
            world.newKeys(KeyringKind.PERSON).publicKeys(),
            good.previousGeneration(),
            good.previousSecret(),
            good.envelopes()));
    scene.bad(
        "rotate-person-without-signature-keys",
        INVALID,
        "a person without signature keys",
        world.statement(
            h.patient,
            h.patient,
            List.of(),
            world.rotation(world.state(h.patient), world.newKeys(KeyringKind.PERSON))),
        world.statement(
            h.patient,
            h.patient,
            List.of(),
            world.rotation(world.state(h.patient), world.newKeys(KeyringKind.RECORD))));
    scene.bad(
        "rotate-by-a-stranger",
        "no-authority",
        "the signer is no member",
        said(good),
        world.statement(h.record, h.stranger, List.of(), good));
    Scene old = new Scene(6);
    old.world.rotate(old.h.patient, old.h.patient);
    Statement newest =
        old.world.statement(
            old.h.record, old.h.patient, List.of(), old.world.set(old.h.doctor, Role.READER));
    old.bad(
        "signer-in-an-older-generation",
        STALE,
        "the signer signs with replaced keys",
        newest,
        Altered.generation(newest, 1));
  }

  private static void roles() {
    for (Role role : Role.values()) {
      Scene scene = new Scene(6);
      Hospital h = scene.h;
      World world = scene.world;
      world.say(h.record, h.patient, world.set(h.stranger, role));
      Change rotation = world.rotation(world.state(h.record), world.newKeys(KeyringKind.RECORD));
      Statement byPatient = world.statement(h.record, h.patient, List.of(), rotation);
      Statement byMember = world.statement(h.record, h.stranger, List.of(), rotation);
      if (role == Role.OWNER || role == Role.MANAGER) {
        world.append(h.record, world.sign(byMember));
        scene.ok("rotated-by-a-" + role.text(), h.record);
      } else {
        scene.bad(
            "rotate-by-a-" + role.text(),
            "no-authority",
            "a " + role.text() + " rotates",
            byPatient,
            byMember);
      }
    }
    Scene group = new Scene(6);
    Change rotation =
        group.world.rotation(
            group.world.state(group.h.department), group.world.newKeys(KeyringKind.DEPARTMENT));
    group.bad(
        "rotate-a-department-by-its-reader",
        "no-authority",
        "a reader of the department rotates it",
        group.world.statement(group.h.department, group.h.head, List.of(), rotation),
        group.world.statement(group.h.department, group.h.doctor, List.of(), rotation));
  }

  /** A generation that leads back past ones that do not open. */
  private static void healing() {
    Scene scene = new Scene(6);
    Hospital h = scene.h;
    World world = scene.world;
    world.rotate(h.record, h.patient);
    world.rotate(h.record, h.doctor, h.department);
    Change.Rotate good = world.rotation(world.state(h.record), world.newKeys(KeyringKind.RECORD));
    Statement healed = world.statement(h.record, h.patient, List.of(), back(good, 2));
    for (int previous : new int[] {4, 5, Integer.MAX_VALUE}) {
      scene.bad(
          "rotate-back-to-generation-" + previous,
          INVALID,
          "it leads back to a generation that is not there",
          healed,
          world.statement(h.record, h.patient, List.of(), back(good, previous)));
    }
    world.append(h.record, world.sign(healed));
    scene.ok("healed-past-one-generation", h.record);
    Change.Rotate again = world.rotation(world.state(h.record), world.newKeys(KeyringKind.RECORD));
    world.append(
        h.record, world.sign(world.statement(h.record, h.patient, List.of(), back(again, 1))));
    scene.ok("healed-back-to-the-first", h.record);
  }

  private static Change.Rotate back(Change.Rotate rotation, int previous) {
    return new Change.Rotate(
        rotation.generation(),
        rotation.keys(),
        previous,
        rotation.previousSecret(),
        rotation.envelopes());
  }

  private void envelopes() {
    Change.Rotate good = rotation();
    int members = good.envelopes().generations().size();
    envelopes("no-envelopes", "nobody gets the secret", good, List.of());
    envelopes("one-too-few", "a member is left out", good, nCopies(members - 1, 1));
    envelopes("one-too-many", "there is one more than members", good, nCopies(members + 1, 1));
    world.say(h.record, h.patient, world.set(h.colleague, Role.CONTRIBUTOR));
    envelopes("contributor", "a contributor is counted too", rotation(), nCopies(members + 1, 1));
  }

  private void envelopes(String name, String fault, Change.Rotate good, List<Integer> generations) {
    bad(name, INVALID, fault, good, to(good, generations));
  }

  private static Change.Rotate to(Change.Rotate rotation, List<Integer> generations) {
    return new Change.Rotate(
        rotation.generation(),
        rotation.keys(),
        rotation.previousGeneration(),
        rotation.previousSecret(),
        new Change.MembersEnvelopes(generations, rotation.envelopes().root()));
  }

  private static void ended() {
    Scene scene = new Scene(6);
    Hospital h = scene.h;
    World world = scene.world;
    world.say(
        h.record,
        h.patient,
        world.set(h.doctor, Role.READER, world.now().plus(Duration.ofHours(1))));
    Change with = world.rotation(world.state(h.record), world.newKeys(KeyringKind.RECORD));
    world.pass(Duration.ofHours(2));
    Change without = world.rotation(world.state(h.record), world.newKeys(KeyringKind.RECORD));
    scene.bad(
        "rotate-ended-member",
        INVALID,
        "a member whose time is over gets one",
        world.statement(h.record, h.patient, List.of(), without),
        world.statement(h.record, h.patient, List.of(), with));
    world.rotate(h.record, h.patient);
    scene.ok("rotated-without-an-ended-member", h.record);
  }

  private static void newerMember() {
    Scene scene = new Scene(6);
    Hospital h = scene.h;
    World world = scene.world;
    world.rotate(h.doctor, h.doctor);
    world.say(h.record, h.patient, world.set(h.doctor, Role.READER));
    Change.Rotate good = world.rotation(world.state(h.record), world.newKeys(KeyringKind.RECORD));
    Change old = to(good, nCopies(good.envelopes().generations().size(), 1));
    scene.bad(
        "rotate-to-an-older-generation",
        STALE,
        "a member gets it in an older generation",
        world.statement(h.record, h.patient, List.of(), good),
        world.statement(h.record, h.patient, List.of(), old));
  }
}
