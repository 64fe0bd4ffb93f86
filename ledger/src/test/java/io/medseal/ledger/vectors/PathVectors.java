package io.medseal.ledger.vectors;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.world.Altered;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Who may say what, along which path (section 7). */
final class PathVectors {
  private static final String NO = "no-authority";
  private static final String EXPIRED = "expired-member";

  private PathVectors() {}

  static void make() {
    roles();
    owners();
    ends();
    paths();
    lengths();
    closed();
    removed();
  }

  private static Statement add(Scene scene, KeyringId on, KeyringId who, KeyringId... via) {
    return scene.world.statement(
        on, who, List.of(via), scene.world.set(scene.h.stranger, Role.READER));
  }

  private static void roles() {
    Scene scene = new Scene(7);
    Hospital h = scene.h;
    World world = scene.world;
    world.say(h.record, h.patient, world.set(h.head, Role.MANAGER));
    world.say(h.record, h.patient, world.set(h.doctor, Role.READER));
    world.say(h.record, h.patient, world.set(h.colleague, Role.CONTRIBUTOR));
    Statement good = add(scene, h.record, h.head);
    scene.bad(
        "path-reader-manages", NO, "a reader adds a member", good, add(scene, h.record, h.doctor));
    scene.bad(
        "path-contributor-manages",
        NO,
        "a contributor adds a member",
        good,
        add(scene, h.record, h.colleague));
    scene.bad(
        "path-stranger-manages",
        NO,
        "a stranger adds a member",
        good,
        add(scene, h.record, h.stranger));
    Change rotation = world.rotation(world.state(h.record), world.newKeys(KeyringKind.RECORD));
    scene.bad(
        "path-contributor-rotates",
        NO,
        "a contributor rotates",
        world.statement(h.record, h.head, List.of(), rotation),
        world.statement(h.record, h.colleague, List.of(), rotation));
    world.say(h.record, h.head, world.set(h.stranger, Role.READER));
    scene.ok("path-manager-manages", h.record);
  }

  private static void owners() {
    Scene scene = new Scene(7);
    Hospital h = scene.h;
    World world = scene.world;
    world.say(h.record, h.patient, world.set(h.doctor, Role.MANAGER));
    world.say(h.record, h.patient, world.set(h.colleague, Role.OWNER));
    world.say(
        h.record,
        h.patient,
        world.set(h.head, Role.OWNER, world.now().plus(Duration.ofMinutes(1))));
    world.pass(Duration.ofHours(1));
    owner(scene, "adds-an-owner", "a manager adds an owner", world.set(h.stranger, Role.OWNER));
    owner(
        scene,
        "makes-itself-owner",
        "a manager makes itself an owner",
        world.set(h.doctor, Role.OWNER));
    owner(
        scene,
        "changes-an-owner",
        "a manager changes an owner",
        world.set(h.colleague, Role.READER));
    owner(scene, "removes-an-owner", "a manager removes an owner", world.remove(h.colleague));
    owner(
        scene,
        "removes-an-ended-owner",
        "a manager removes an owner whose time is over",
        world.remove(h.head));
    owner(scene, "closes", "a manager closes the keyring", new Change.Close());
  }

  private static void owner(Scene scene, String name, String fault, Change change) {
    Hospital h = scene.h;
    scene.bad(
        "path-manager-" + name,
        NO,
        fault,
        h.record,
        scene.signed(add(scene, h.record, h.doctor)),
        scene.signed(scene.world.statement(h.record, h.doctor, List.of(), change)));
  }

  private static void ends() {
    Scene scene = new Scene(7);
    Hospital h = scene.h;
    World world = scene.world;
    Instant until = world.now().plus(Duration.ofHours(1));
    world.say(h.record, h.patient, world.set(h.head, Role.MANAGER, until));
    world.say(h.record, h.patient, world.set(h.admin, Role.READER, until));
    Statement atTheEnd = Altered.time(add(scene, h.record, h.head), until);
    scene.bad(
        "path-expired-member",
        EXPIRED,
        "the membership ends at that moment",
        Altered.time(atTheEnd, until.minusMillis(1)),
        atTheEnd);
    Statement readers = Altered.time(add(scene, h.record, h.admin), until);
    scene.bad(
        "path-expired-reader",
        NO,
        "a reader whose time is over never managed",
        Altered.time(atTheEnd, until.minusMillis(1)),
        readers);
    Scene behind = new Scene(7);
    Hospital p = behind.h;
    Instant then = behind.world.now().plus(Duration.ofHours(1));
    behind.world.say(p.department, p.head, behind.world.set(p.admin, Role.READER, then));
    Statement through = Altered.time(add(behind, p.record, p.admin, p.department), then);
    behind.bad(
        "path-expired-on-the-way",
        EXPIRED,
        "the membership of the department has ended",
        Altered.time(through, then.minusMillis(1)),
        through);
  }

  private static void paths() {
    Scene scene = new Scene(7);
    Hospital h = scene.h;
    World world = scene.world;
    Statement good = add(scene, h.record, h.doctor, h.department);
    scene.bad(
        "path-left-out", NO, "the department is not named", good, add(scene, h.record, h.doctor));
    scene.bad(
        "path-through-another",
        NO,
        "another keyring is named",
        good,
        add(scene, h.record, h.doctor, h.institute));
    scene.bad(
        "path-twice",
        NO,
        "a keyring is named twice",
        good,
        add(scene, h.record, h.doctor, h.department, h.department));
    scene.bad(
        "path-names-the-signer",
        NO,
        "the signer is named on the way",
        good,
        add(scene, h.record, h.doctor, h.doctor, h.department));
    scene.bad(
        "path-names-the-keyring",
        NO,
        "the keyring itself is named on the way",
        good,
        add(scene, h.record, h.doctor, h.department, h.record));
    scene.bad(
        "path-unknown-head",
        NO,
        "an unknown head of the department",
        good,
        Altered.hopHead(good, 0, world.head(h.record)));
    scene.bad(
        "path-unknown-signer-head",
        NO,
        "an unknown head of the signer",
        good,
        Altered.signerHead(good, world.head(h.record)));
    Statement unknown =
        Altered.via(
            good,
            List.of(new Header.Hop(new KeyringId("ab".repeat(32)), world.head(h.department))));
    scene.bad("path-unknown-keyring", NO, "an unknown keyring on the way", good, unknown);
    Statement section = add(scene, h.section, h.doctor, h.department, h.record);
    scene.bad(
        "path-wrong-order",
        NO,
        "the path in the wrong order",
        section,
        add(scene, h.section, h.doctor, h.record, h.department));
    scene.bad(
        "path-section-without-record",
        NO,
        "the record is left out",
        section,
        add(scene, h.section, h.doctor, h.department));
    world.say(
        h.section, h.doctor, List.of(h.department, h.record), world.set(h.stranger, Role.READER));
    scene.ok("path-department-record-section", h.section);
    cut();
  }

  /** What passes through a record is cut to what one may do on the record. */
  private static void cut() {
    Scene scene = new Scene(7);
    Hospital h = scene.h;
    World world = scene.world;
    world.say(h.record, h.patient, world.set(h.admin, Role.READER));
    world.say(h.record, h.patient, world.set(h.gateway, Role.CONTRIBUTOR));
    Statement good = add(scene, h.section, h.patient, h.record);
    scene.bad(
        "path-record-reader-manages-section",
        NO,
        "a reader of the record manages",
        good,
        add(scene, h.section, h.admin, h.record));
    scene.bad(
        "path-record-contributor-rotates-section",
        NO,
        "a contributor of the record rotates its section",
        world.statement(h.section, h.patient, List.of(h.record), rotation(scene, h.section)),
        world.statement(h.section, h.gateway, List.of(h.record), rotation(scene, h.section)));
    scene.bad(
        "path-record-reader-rotates-section",
        NO,
        "a reader of the record rotates its section",
        world.statement(h.section, h.patient, List.of(h.record), rotation(scene, h.section)),
        world.statement(h.section, h.admin, List.of(h.record), rotation(scene, h.section)));
    world.say(h.department, h.head, world.set(h.gateway, Role.CONTRIBUTOR));
    scene.bad(
        "path-department-contributor",
        NO,
        "a contributor of a department acts with what it was given",
        add(scene, h.record, h.doctor, h.department),
        add(scene, h.record, h.gateway, h.department));
  }

  private static Change rotation(Scene scene, KeyringId on) {
    return scene.world.rotation(scene.world.state(on), scene.world.newKeys(scene.world.kind(on)));
  }

  private static void lengths() {
    Scene scene = new Scene(7);
    Hospital h = scene.h;
    World world = scene.world;
    KeyringId below = h.admin;
    List<KeyringId> way = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      KeyringId group = world.make(KeyringKind.DEPARTMENT, h.head);
      world.say(group, h.head, world.set(below, Role.READER));
      way.add(group);
      below = group;
    }
    world.say(h.record, h.patient, world.set(below, Role.MANAGER));
    world.say(h.record, h.admin, way, world.set(h.stranger, Role.READER));
    scene.ok("path-of-six", h.record);
    scene.capabilities("capabilities-through-six", h.admin, h.record, world.now());
    KeyringId seventh = world.make(KeyringKind.RECORD, h.patient);
    KeyringId last = world.make(KeyringKind.DEPARTMENT, h.head);
    world.say(last, h.head, world.set(below, Role.READER));
    world.say(seventh, h.patient, world.set(last, Role.MANAGER));
    scene.capabilities("capabilities-through-seven", h.admin, seventh, world.now());
    scene.sealTargets("targets-six-below", h.record, world.now());
    scene.sealTargets("targets-seven-below", seventh, world.now());
  }

  private static void closed() {
    Scene scene = new Scene(7);
    Hospital h = scene.h;
    World world = scene.world;
    KeyringId other = world.make(KeyringKind.RECORD, h.patient);
    KeyringId group = world.make(KeyringKind.DEPARTMENT, h.head);
    world.say(other, h.patient, world.set(group, Role.MANAGER));
    Statement before = add(scene, other, h.head, group);
    world.say(group, h.head, new Change.Close());
    Statement after = add(scene, other, h.head, group);
    scene.bad(
        "path-through-a-closed-department",
        NO,
        "the department is closed",
        Altered.time(before, before.header().time()),
        after);
    Change rotation = world.rotation(world.state(other), world.newKeys(KeyringKind.RECORD));
    scene.bad(
        "path-rotation-through-a-closed-department",
        NO,
        "a closed department rotates",
        world.statement(other, h.patient, List.of(), rotation),
        world.statement(other, h.head, List.of(group), rotation));
    world.say(h.record, h.patient, new Change.Close());
    Statement section =
        world.create(
            KeyringKind.SECTION,
            world.newKeys(KeyringKind.SECTION),
            h.patient,
            List.of(h.record),
            h.record,
            List.of(world.member(h.record, Role.OWNER)));
    scene.lone("path-section-of-a-closed-record", NO, "the record is closed", section);
  }

  private static void removed() {
    Scene scene = new Scene(7);
    Hospital h = scene.h;
    World world = scene.world;
    Statement before = add(scene, h.record, h.colleague, h.department);
    world.expel(h.colleague, h.department, h.head);
    Instant removed = world.state(h.department).time();
    world.pass(Duration.ofHours(1));
    scene.bad(
        "path-removed-member",
        NO,
        "the signer was removed from the department",
        add(scene, h.record, h.doctor, h.department),
        add(scene, h.record, h.colleague, h.department));
    scene.bad(
        "path-removed-member-old-head",
        NO,
        "the head before the removal, named 15 minutes and a millisecond after it",
        Altered.time(before, removed.plus(Duration.ofMinutes(15))),
        Altered.time(before, removed.plus(Duration.ofMinutes(15)).plusMillis(1)));
  }
}
