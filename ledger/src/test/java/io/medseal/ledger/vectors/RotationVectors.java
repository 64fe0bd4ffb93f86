package io.medseal.ledger.vectors;

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
import java.util.stream.Stream;

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
        case "department" -> scene.world.rotate(id, h.colleague);
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
        new Change.Rotate(1, good.keys(), good.previousSecret(), good.envelopes()));
    bad(
        "skipped-generation",
        STALE,
        "a generation is left out",
        good,
        new Change.Rotate(3, good.keys(), good.previousSecret(), good.envelopes()));
    bad(
        "same-keys",
        INVALID,
        "the keys that are current",
        good,
        new Change.Rotate(
            2, world.state(h.record).current().keys(), good.previousSecret(), good.envelopes()));
    bad(
        "signature-keys-of-a-record",
        INVALID,
        "signature keys for a record",
        good,
        new Change.Rotate(
            2,
            world.newKeys(KeyringKind.PERSON).publicKeys(),
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
            old.h.record, old.h.patient, List.of(), old.world.add(old.h.doctor, Role.READER));
    old.bad(
        "signer-in-an-older-generation",
        STALE,
        "the signer signs with replaced keys",
        newest,
        Altered.generation(newest, 1));
  }

  private void envelopes() {
    Change.Rotate good = rotation();
    List<Change.SealedSecret> all = good.envelopes();
    envelopes("no-envelopes", "nobody gets the secret", good, List.of());
    envelopes("member-left-out", "a member that may open is left out", good, all.subList(1, 2));
    envelopes(
        "member-twice",
        "a member gets two envelopes",
        good,
        Stream.concat(all.stream(), Stream.of(sealed(all.getFirst().keyring()))).toList());
    envelopes(
        "stranger",
        "somebody else gets one",
        good,
        Stream.concat(all.stream(), Stream.of(sealed(h.stranger))).toList());
    world.say(h.record, h.patient, world.add(h.colleague, Role.CONTRIBUTOR));
    Change.Rotate beside = rotation();
    envelopes(
        "contributor",
        "a contributor gets one",
        beside,
        Stream.concat(beside.envelopes().stream(), Stream.of(sealed(h.colleague))).toList());
  }

  private Change.SealedSecret sealed(KeyringId to) {
    return new Change.SealedSecret(to, 1, world.envelope());
  }

  private void envelopes(
      String name, String fault, Change.Rotate good, List<Change.SealedSecret> envelopes) {
    bad(
        name,
        INVALID,
        fault,
        good,
        new Change.Rotate(good.generation(), good.keys(), good.previousSecret(), envelopes));
  }

  private static void ended() {
    Scene scene = new Scene(6);
    Hospital h = scene.h;
    World world = scene.world;
    world.say(
        h.record,
        h.patient,
        world.add(h.doctor, Role.READER, world.now().plus(Duration.ofHours(1))));
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
    world.say(h.record, h.patient, world.add(h.doctor, Role.READER));
    Change.Rotate good = world.rotation(world.state(h.record), world.newKeys(KeyringKind.RECORD));
    Change old =
        new Change.Rotate(
            good.generation(),
            good.keys(),
            good.previousSecret(),
            good.envelopes().stream()
                .map(to -> new Change.SealedSecret(to.keyring(), 1, to.envelope()))
                .toList());
    scene.bad(
        "rotate-to-an-older-generation",
        STALE,
        "a member gets it in an older generation",
        world.statement(h.record, h.patient, List.of(), good),
        world.statement(h.record, h.patient, List.of(), old));
  }
}
