package io.medseal.ledger.vectors;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Adding and removing members (section 6). */
final class MemberVectors {
  private static final String INVALID = "invalid-change";

  private MemberVectors() {}

  static void make() {
    added();
    refused();
    owners();
    generations();
    removed();
    leaving();
  }

  private static Statement said(Scene scene, Change change) {
    return scene.world.statement(scene.h.record, scene.h.patient, List.of(), change);
  }

  private static void added() {
    for (Role role : Role.values()) {
      Scene scene = new Scene(6);
      World world = scene.world;
      Instant until = world.now().plus(Duration.ofDays(30));
      world.say(scene.h.record, scene.h.patient, world.set(scene.h.doctor, role, until));
      scene.ok("member-set-as-" + role.text(), scene.h.record);
    }
    Scene again = new Scene(6);
    World world = again.world;
    Hospital h = again.h;
    world.say(
        h.record,
        h.patient,
        world.set(h.doctor, Role.READER, world.now().plus(Duration.ofDays(30))));
    world.say(h.record, h.patient, world.set(h.doctor, Role.MANAGER));
    again.ok("member-set-to-manager-without-end", h.record);
    world.say(h.record, h.patient, world.set(h.doctor, Role.COLLABORATOR));
    again.ok("member-set-to-collaborator", h.record);
    again.bad(
        "member-former-manager-manages",
        "no-authority",
        "a manager until a collaborator's role replaced it",
        said(again, world.set(h.colleague, Role.READER)),
        world.statement(h.record, h.doctor, List.of(), world.set(h.colleague, Role.READER)));
    Statement demotion = said(again, world.set(h.doctor, Role.CONTRIBUTOR));
    List<Statement> rotated = world.withRotation(demotion);
    again.bad(
        "member-loses-open-without-rotation",
        "rotation-due",
        "the rotation is missing",
        h.record,
        again.signed(rotated.toArray(Statement[]::new)),
        again.signed(demotion));
    world.demote(h.doctor, Role.CONTRIBUTOR, h.record, h.patient);
    again.ok("member-loses-open", h.record);
    world.say(h.record, h.patient, world.remove(h.doctor));
    again.ok("contributor-removed-without-rotation", h.record);
  }

  private static void leaving() {
    Scene scene = new Scene(6);
    World world = scene.world;
    Hospital h = scene.h;
    Statement good = world.statement(h.department, h.doctor, List.of(), new Change.Leave());
    scene.bad(
        "leave-by-a-stranger",
        "no-authority",
        "the signer is no member",
        good,
        world.statement(h.department, h.stranger, List.of(), new Change.Leave()));
    scene.bad(
        "leave-by-the-last-owner",
        INVALID,
        "the last owner without end leaves",
        good,
        world.statement(h.department, h.head, List.of(), new Change.Leave()));
    scene.lone(
        "leave-through-a-department",
        "no-authority",
        "a member through a department leaves the record",
        world.statement(h.record, h.doctor, List.of(h.department), new Change.Leave()));
    world.append(h.department, world.sign(good));
    scene.ok("left", h.department);
    scene.bad(
        "leave-again",
        "no-authority",
        "the signer has left already",
        world.statement(h.department, h.colleague, List.of(), new Change.Leave()),
        world.statement(h.department, h.doctor, List.of(), new Change.Leave()));
    world.rotate(h.department, h.head);
    scene.ok("left-and-rotated", h.department);

    Scene ended = new Scene(6);
    Instant until = ended.world.now().plus(Duration.ofHours(1));
    ended.world.say(
        ended.h.record, ended.h.patient, ended.world.set(ended.h.stranger, Role.READER, until));
    ended.world.pass(Duration.ofHours(2));
    ended.world.say(ended.h.record, ended.h.stranger, new Change.Leave());
    ended.ok("left-after-the-end", ended.h.record);

    Scene owners = new Scene(6);
    owners.world.say(
        owners.h.record, owners.h.patient, owners.world.set(owners.h.head, Role.OWNER));
    owners.world.say(owners.h.record, owners.h.patient, new Change.Leave());
    owners.ok("left-by-an-owner-beside-another", owners.h.record);
  }

  private static void refused() {
    Scene scene = new Scene(6);
    World world = scene.world;
    Hospital h = scene.h;
    Statement good = said(scene, world.set(h.doctor, Role.READER));
    scene.bad(
        "member-itself",
        INVALID,
        "a keyring is its own member",
        good,
        said(scene, world.set(h.record, Role.READER)));
    scene.bad(
        "member-ended",
        INVALID,
        "it ends as it begins",
        good,
        said(scene, world.set(h.doctor, Role.READER, world.now())));
    for (KeyringId single : List.of(h.patient, h.gateway)) {
      scene.bad(
          "member-of-a-" + world.kind(single).text(),
          INVALID,
          "a member of a keyring that has none",
          world.statement(single, single, List.of(), new Change.PublishCard("Asha Rao", null)),
          world.statement(single, single, List.of(), world.set(h.doctor, Role.READER)));
    }
    List<NewMember> many = new ArrayList<>();
    many.add(world.member(h.patient, Role.OWNER));
    for (int i = 1; i < KeyringState.MAX_MEMBERS; i++) {
      many.add(new NewMember(new KeyringId("%064x".formatted(i)), 1, Role.CONTRIBUTOR, null, null));
    }
    Scene full = new Scene(6);
    KeyringId group =
        full.world.make(
            io.medseal.ledger.keyrings.KeyringKind.DEPARTMENT, h.patient, List.of(), null, many);
    full.bad(
        "member-beyond-the-limit",
        INVALID,
        "a member beyond 5,000",
        full.world.statement(group, h.patient, List.of(), full.world.set(h.patient, Role.OWNER)),
        full.world.statement(group, h.patient, List.of(), full.world.set(h.doctor, Role.READER)));
  }

  private static void owners() {
    Scene scene = new Scene(6);
    World world = scene.world;
    Hospital h = scene.h;
    Statement good = said(scene, world.set(h.doctor, Role.OWNER));
    for (Role role : List.of(Role.MANAGER, Role.COLLABORATOR, Role.READER, Role.CONTRIBUTOR)) {
      scene.bad(
          "owner-last-becomes-" + role.text(),
          INVALID,
          "no owner without end is left",
          good,
          said(scene, world.set(h.patient, role)));
    }
    scene.bad(
        "owner-last-gets-an-end",
        INVALID,
        "no owner without end is left",
        good,
        said(scene, world.set(h.patient, Role.OWNER, world.now().plus(Duration.ofDays(1)))));
    Scene two = new Scene(6);
    two.world.say(two.h.record, two.h.patient, two.world.set(two.h.head, Role.OWNER));
    two.world.say(
        two.h.record,
        two.h.patient,
        two.world.set(two.h.patient, Role.OWNER, two.world.now().plus(Duration.ofDays(1))));
    two.ok("owner-gets-an-end-beside-another", two.h.record);
    Scene three = new Scene(6);
    three.world.say(three.h.record, three.h.patient, three.world.set(three.h.head, Role.OWNER));
    three.world.expel(three.h.patient, three.h.record, three.h.head);
    three.ok("owner-removed-beside-another", three.h.record);
  }

  private static void generations() {
    Scene scene = new Scene(6);
    World world = scene.world;
    Hospital h = scene.h;
    world.rotate(h.doctor, h.doctor);
    world.say(h.record, h.patient, world.set(h.doctor, Role.READER));
    scene.bad(
        "member-in-an-older-generation",
        "stale-generation",
        "sealed to an older generation than before",
        said(scene, world.set(h.doctor, Role.MANAGER)),
        said(
            scene,
            new Change.SetMember(new NewMember(h.doctor, 1, Role.MANAGER, null, world.leaf()))));
    scene.bad(
        "member-signer-in-another-generation",
        "stale-generation",
        "sealed to a generation of the signer that does not sign",
        said(scene, world.set(h.patient, Role.OWNER)),
        said(
            scene,
            new Change.SetMember(new NewMember(h.patient, 2, Role.OWNER, null, world.leaf()))));
    scene.bad(
        "member-on-the-way-in-another-generation",
        "stale-generation",
        "sealed to another generation of the department than at the named head",
        world.statement(
            h.record, h.colleague, List.of(h.department), world.set(h.department, Role.READER)),
        world.statement(
            h.record,
            h.colleague,
            List.of(h.department),
            new Change.SetMember(new NewMember(h.department, 2, Role.READER, null, world.leaf()))));
    scene.ok("member-in-a-newer-generation", h.record);
  }

  private static void removed() {
    Scene scene = new Scene(6);
    World world = scene.world;
    Hospital h = scene.h;
    List<io.medseal.ledger.ids.Bytes> good =
        world.expulsionStatements(h.department, h.record, h.patient, List.of()).stream()
            .map(world::sign)
            .toList();
    scene.bad(
        "removed-stranger",
        INVALID,
        "who is removed is no member",
        h.record,
        good,
        scene.signed(said(scene, world.remove(h.stranger))));
    scene.bad(
        "removed-last-owner",
        INVALID,
        "the last owner is removed",
        h.record,
        good,
        scene.signed(said(scene, world.remove(h.patient))));
    scene.bad(
        "removed-from-a-person",
        INVALID,
        "a person has no members",
        h.patient,
        scene.signed(world.statement(h.patient, h.patient, List.of(), new Change.Close())),
        scene.signed(world.statement(h.patient, h.patient, List.of(), world.remove(h.doctor))));
    Scene temporary = new Scene(6);
    temporary.world.say(
        temporary.h.record,
        temporary.h.patient,
        temporary.world.set(
            temporary.h.head, Role.OWNER, temporary.world.now().plus(Duration.ofDays(9))));
    temporary.bad(
        "removed-last-lasting-owner",
        INVALID,
        "only an owner for a time is left",
        temporary.h.record,
        temporary
            .world
            .expulsionStatements(
                temporary.h.department, temporary.h.record, temporary.h.patient, List.of())
            .stream()
            .map(temporary.world::sign)
            .toList(),
        temporary.signed(said(temporary, temporary.world.remove(temporary.h.patient))));
    Scene ended = new Scene(6);
    ended.world.say(
        ended.h.record,
        ended.h.patient,
        ended.world.set(
            ended.h.doctor, Role.READER, ended.world.now().plus(Duration.ofMinutes(1))));
    ended.world.pass(Duration.ofHours(1));
    ended.world.expel(ended.h.doctor, ended.h.record, ended.h.patient);
    ended.ok("removed-after-the-end", ended.h.record);
  }
}
