package io.medseal.ledger.vectors;

import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.world.Altered;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Named heads and time (section 7). */
final class HeadVectors {
  private static final String NO = "no-authority";
  private static final Duration FIVE = Duration.ofMinutes(5);
  private static final Duration FIFTEEN = Duration.ofMinutes(15);

  private HeadVectors() {}

  static void make() {
    olderThanHead();
    followed();
    neverBack();
    generations();
    replacedKeys();
    ring();
  }

  private static Statement byDoctor(Scene scene) {
    return byDoctor(scene, Role.READER);
  }

  private static Statement byDoctor(Scene scene, Role role) {
    Hospital h = scene.h;
    return scene.world.statement(
        h.record, h.doctor, List.of(h.department), scene.world.set(h.colleague, role));
  }

  private static void olderThanHead() {
    Scene way = new Scene(7);
    way.world.pass(Duration.ofHours(1));
    way.world.say(way.h.department, way.h.head, way.world.set(way.h.admin, Role.READER));
    Instant named = way.world.state(way.h.department).time();
    Statement statement = byDoctor(way);
    way.bad(
        "head-on-the-way-is-newer",
        "broken-chain",
        "5 minutes and a millisecond older than the head of the department",
        Altered.time(statement, named.minus(FIVE)),
        Altered.time(statement, named.minus(FIVE).minusMillis(1)));
    Scene signer = new Scene(7);
    signer.world.pass(Duration.ofHours(1));
    signer.world.say(signer.h.doctor, signer.h.doctor, new Change.PublishCard("Dr Sen", null));
    Instant own = signer.world.state(signer.h.doctor).time();
    Statement signed = byDoctor(signer);
    signer.bad(
        "head-of-the-signer-is-newer",
        "broken-chain",
        "5 minutes and a millisecond older than the head of its signer",
        Altered.time(signed, own.minus(FIVE)),
        Altered.time(signed, own.minus(FIVE).minusMillis(1)));
  }

  private static void followed() {
    Scene way = new Scene(7);
    StatementHash old = way.world.head(way.h.department);
    way.world.pass(Duration.ofHours(1));
    way.world.say(way.h.department, way.h.head, way.world.set(way.h.admin, Role.READER));
    Instant followed = way.world.state(way.h.department).time();
    Statement statement = Altered.hopHead(byDoctor(way), 0, old);
    way.bad(
        "head-on-the-way-was-followed",
        NO,
        "15 minutes and a millisecond after the named head was followed",
        Altered.time(statement, followed.plus(FIFTEEN)),
        Altered.time(statement, followed.plus(FIFTEEN).plusMillis(1)));
    Scene signer = new Scene(7);
    StatementHash before = signer.world.head(signer.h.doctor);
    signer.world.pass(Duration.ofHours(1));
    signer.world.say(signer.h.doctor, signer.h.doctor, new Change.PublishCard("Dr Sen", null));
    Instant then = signer.world.state(signer.h.doctor).time();
    Statement signed = Altered.signerHead(byDoctor(signer), before);
    signer.bad(
        "head-of-the-signer-was-followed",
        NO,
        "15 minutes and a millisecond after the signer's named head was followed",
        Altered.time(signed, then.plus(FIFTEEN)),
        Altered.time(signed, then.plus(FIFTEEN).plusMillis(1)));
  }

  private static void neverBack() {
    Scene way = new Scene(7);
    World world = way.world;
    StatementHash old = world.head(way.h.department);
    world.say(way.h.department, way.h.head, world.set(way.h.admin, Role.READER));
    world.append(way.h.record, world.sign(byDoctor(way)));
    Statement again = byDoctor(way, Role.MANAGER);
    way.bad(
        "head-on-the-way-goes-back",
        NO,
        "an older head than a statement before named",
        again,
        Altered.hopHead(again, 0, old));
    Scene signer = new Scene(7);
    StatementHash before = signer.world.head(signer.h.doctor);
    signer.world.say(signer.h.doctor, signer.h.doctor, new Change.PublishCard("Dr Sen", null));
    signer.world.append(signer.h.record, signer.world.sign(byDoctor(signer)));
    Statement signed = byDoctor(signer, Role.MANAGER);
    signer.bad(
        "head-of-the-signer-goes-back",
        NO,
        "an older head of the signer than before",
        signed,
        Altered.signerHead(signed, before));
  }

  private static void generations() {
    Scene sealed = new Scene(6);
    World world = sealed.world;
    Hospital h = sealed.h;
    StatementHash old = world.head(h.department);
    world.rotate(h.department, h.head);
    world.say(h.record, h.patient, world.set(h.department, Role.MANAGER));
    Statement good = byDoctor(sealed);
    sealed.bad(
        "head-before-a-generation-sealed-to",
        "stale-generation",
        "a head whose generation is older than one that was sealed to",
        good,
        Altered.hopHead(good, 0, old));
    Scene named = new Scene(6);
    named.world.rotate(named.h.department, named.h.head);
    named.world.append(named.h.record, named.world.sign(byDoctor(named)));
    named.bad(
        "generation-before-a-named-head",
        "stale-generation",
        "sealed to an older generation than at a head named before",
        named.world.statement(
            named.h.record,
            named.h.patient,
            List.of(),
            named.world.set(named.h.department, Role.READER)),
        named.world.statement(
            named.h.record,
            named.h.patient,
            List.of(),
            new Change.SetMember(
                new NewMember(named.h.department, 1, Role.READER, null, named.world.leaf()))));
  }

  private static void replacedKeys() {
    Scene scene = new Scene(7);
    World world = scene.world;
    Hospital h = scene.h;
    StatementHash stolenAt = world.head(h.patient);
    Statement before =
        world.statement(h.record, h.patient, List.of(), world.set(h.stranger, Role.MANAGER));
    world.rotate(h.patient, h.patient);
    Instant replaced = world.state(h.patient).time();
    Statement stolen = Altered.signerHead(Altered.generation(before, 1), stolenAt);
    scene.bad(
        "head-of-replaced-keys",
        NO,
        "replaced keys sign 15 minutes and a millisecond after they were replaced",
        Altered.time(stolen, replaced.plus(FIFTEEN)),
        Altered.time(stolen, replaced.plus(FIFTEEN).plusMillis(1)));
    Statement fresh =
        world.statement(h.record, h.patient, List.of(), world.set(h.stranger, Role.MANAGER));
    scene.bad(
        "generation-before-the-head",
        "stale-generation",
        "the generation before that of the named head",
        fresh,
        Altered.generation(fresh, 1));
    scene.bad(
        "generation-after-the-head",
        "stale-generation",
        "a generation that the named head does not have yet",
        fresh,
        Altered.signerHead(fresh, stolenAt));
  }

  /** Two chains that lean on each other in turn. */
  private static void ring() {
    Scene scene = new Scene(9);
    World world = scene.world;
    Hospital h = scene.h;
    world.say(h.record, h.patient, world.set(h.institute, Role.MANAGER));
    world.say(h.institute, h.admin, world.set(h.record, Role.MANAGER));
    world.say(
        h.institute,
        h.patient,
        List.of(h.record),
        world.rotation(world.state(h.institute), world.newKeys(KeyringKind.INSTITUTE)));
    world.say(h.record, h.admin, List.of(h.institute), world.set(h.stranger, Role.READER));
    scene.ok("chains-that-lean-on-each-other", h.record);
    scene.capabilities("capabilities-in-a-ring", h.admin, h.record, world.now());
    scene.sealTargets("targets-of-a-ring", h.record, world.now());
  }
}
