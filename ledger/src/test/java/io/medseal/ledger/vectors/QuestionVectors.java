package io.medseal.ledger.vectors;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is asked of verified chains (sections 7 to 9). */
final class QuestionVectors {
  private static final String NO = "no-authority";
  private static final Duration FIFTEEN = Duration.ofMinutes(15);

  private QuestionVectors() {}

  static void make() {
    capabilities();
    targets();
    expiredTargets();
    heads();
    former();
    authors();
    lateAuthors();
  }

  private static void capabilities() {
    Scene scene = new Scene(7);
    Hospital h = scene.h;
    World world = scene.world;
    Instant until = world.now().plus(Duration.ofHours(1));
    world.say(h.record, h.patient, world.set(h.admin, Role.READER, until));
    world.say(h.record, h.patient, world.set(h.gateway, Role.CONTRIBUTOR));
    world.say(h.section, h.patient, List.of(h.record), world.set(h.stranger, Role.CONTRIBUTOR));
    Instant now = world.now();
    Map<String, KeyringId> who = new LinkedHashMap<>();
    who.put("patient", h.patient);
    who.put("doctor", h.doctor);
    who.put("admin", h.admin);
    who.put("gateway", h.gateway);
    who.put("stranger", h.stranger);
    who.put("department", h.department);
    who.put("record", h.record);
    who.forEach(
        (name, id) -> {
          scene.capabilities("capabilities-" + name + "-on-record", id, h.record, now);
          scene.capabilities("capabilities-" + name + "-on-section", id, h.section, now);
        });
    scene.capabilities("capabilities-ended-on-record", h.admin, h.record, until);
    scene.capabilities("capabilities-ended-on-section", h.admin, h.section, until);
    scene.capabilities("capabilities-on-oneself", h.doctor, h.doctor, now);
    scene.capabilities("capabilities-on-another-person", h.doctor, h.patient, now);
    scene.capabilities("capabilities-of-an-institute-on-itself", h.institute, h.institute, now);
    scene.capabilities(
        "capabilities-on-an-unknown-keyring", h.doctor, new KeyringId("ab".repeat(32)), now);
    world.say(h.department, h.head, new Change.Close());
    scene.capabilities("capabilities-on-closed", h.head, h.department, world.now());
    scene.capabilities("capabilities-through-closed", h.doctor, h.record, world.now());
  }

  private static void targets() {
    Scene scene = new Scene(8);
    Hospital h = scene.h;
    World world = scene.world;
    scene.sealTargets("targets-fresh", h.section, world.now());
    scene.sealTargets("targets-person", h.patient, world.now());
    scene.sealTargets("targets-unknown", new KeyringId("ab".repeat(32)), world.now());
    world.expel(h.colleague, h.department, h.head);
    scene.sealTargets("targets-rotated-department", h.department, world.now());
    scene.sealTargets("targets-stale-record", h.record, world.now());
    scene.sealTargets("targets-stale-section", h.section, world.now());
    world.say(h.record, h.patient, world.set(h.department, Role.MANAGER));
    scene.sealTargets("targets-sealed-again-is-stale", h.record, world.now());
    world.rotate(h.record, h.patient);
    scene.sealTargets("targets-rotated-record", h.record, world.now());
    scene.sealTargets("targets-section-of-rotated-record", h.section, world.now());
    Scene replaced = new Scene(8);
    replaced.world.rotate(replaced.h.doctor, replaced.h.doctor);
    replaced.sealTargets("targets-person-replaced", replaced.h.record, replaced.world.now());
    Scene contributor = new Scene(8);
    KeyringId other = contributor.world.make(KeyringKind.RECORD, contributor.h.patient);
    contributor.world.say(
        other,
        contributor.h.patient,
        contributor.world.set(contributor.h.department, Role.CONTRIBUTOR));
    contributor.world.expel(contributor.h.colleague, contributor.h.department, contributor.h.head);
    contributor.sealTargets("targets-contributor-left", other, contributor.world.now());
  }

  private static void expiredTargets() {
    Scene scene = new Scene(8);
    Hospital h = scene.h;
    World world = scene.world;
    Instant until = world.now().plus(Duration.ofHours(1));
    world.say(h.record, h.patient, world.set(h.stranger, Role.READER, until));
    scene.sealTargets("targets-before-the-end", h.record, until.minusMillis(1));
    scene.sealTargets("targets-at-the-end", h.record, until);
    world.say(h.record, h.patient, world.set(h.stranger, Role.READER));
    scene.sealTargets("targets-prolonged", h.record, until);
    Scene rotated = new Scene(8);
    Instant end = rotated.world.now().plus(Duration.ofHours(1));
    rotated.world.say(
        rotated.h.record,
        rotated.h.patient,
        rotated.world.set(rotated.h.stranger, Role.READER, end));
    rotated.world.pass(Duration.ofHours(2));
    rotated.world.rotate(rotated.h.record, rotated.h.patient);
    rotated.sealTargets("targets-rotated-after-the-end", rotated.h.record, rotated.world.now());
  }

  private static void heads() {
    Scene scene = new Scene(9);
    Hospital h = scene.h;
    World world = scene.world;
    StatementHash seen = world.head(h.record);
    Instant now = world.now();
    scene.continues("continues-same", "ok", "", h.record, h.record, seen, Optional.of(now));
    world.say(h.record, h.patient, world.set(h.stranger, Role.READER));
    Instant next = world.state(h.record).time();
    scene.continues("continues-longer", "ok", "", h.record, h.record, seen, Optional.of(now));
    scene.continues(
        "continues-seen-15-minutes-later",
        "ok",
        "",
        h.record,
        h.record,
        seen,
        Optional.of(next.plus(FIFTEEN)));
    scene.continues(
        "continues-dated-back",
        "added-late",
        "the next statement is dated 15 minutes and a millisecond before the head was seen",
        h.record,
        h.record,
        seen,
        Optional.of(next.plus(FIFTEEN).plusMillis(1)));
    scene.continues(
        "continues-without-clock", "ok", "", h.record, h.record, seen, Optional.empty());
    Scene rolledBack = new Scene(9);
    rolledBack.continues(
        "continues-rolled-back",
        "broken-chain",
        "the chain ends before the head that was seen",
        h.record,
        h.record,
        world.head(h.record),
        Optional.empty());
    Scene fork = new Scene(9);
    fork.world.say(h.record, h.patient, fork.world.set(h.gateway, Role.READER));
    fork.continues(
        "continues-forked",
        "broken-chain",
        "another statement stands in its place",
        h.record,
        h.record,
        world.head(h.record),
        Optional.empty());
    scene.continues(
        "continues-another-keyring",
        "broken-chain",
        "the chain of another keyring",
        h.section,
        h.record,
        seen,
        Optional.empty());
  }

  private static void former() {
    Scene scene = new Scene(9);
    Hospital h = scene.h;
    World world = scene.world;
    StatementHash seen = world.head(h.record);
    world.say(h.record, h.colleague, List.of(h.department), world.set(h.admin, Role.READER));
    world.say(h.record, h.patient, world.set(h.stranger, Role.READER));
    scene.formerAuthority("former-none", h.record, Optional.empty(), world.now());
    world.expel(h.colleague, h.department, h.head);
    scene.formerAuthority("former-all", h.record, Optional.empty(), world.now());
    scene.formerAuthority("former-since-seen", h.record, Optional.of(seen), world.now());
    scene.formerAuthority(
        "former-nothing-since", h.record, Optional.of(world.head(h.record)), world.now());
    Scene made = new Scene(9);
    KeyringId later = made.world.section(made.h.record, made.h.colleague, made.h.department);
    made.world.expel(made.h.colleague, made.h.department, made.h.head);
    made.formerAuthority("former-create", later, Optional.empty(), made.world.now());
    made.formerAuthority("former-person", made.h.patient, Optional.empty(), made.world.now());
  }

  private static void authors() {
    Scene scene = new Scene(7);
    Hospital h = scene.h;
    World world = scene.world;
    world.say(h.section, h.patient, List.of(h.record), world.set(h.gateway, Role.CONTRIBUTOR));
    world.say(h.section, h.patient, List.of(h.record), world.set(h.stranger, Role.READER));
    world.say(
        h.section,
        h.patient,
        List.of(h.record),
        world.set(h.admin, Role.CONTRIBUTOR, world.now().plus(Duration.ofHours(1))));
    world.pass(Duration.ofMinutes(20));
    Instant now = world.now();
    List<Header.Hop> direct = List.of(world.hop(h.section));
    scene.author("author-contributor", "ok", "", world.signer(h.gateway), direct, h.section, now);
    scene.author(
        "author-through-department-and-record",
        "ok",
        "",
        world.signer(h.doctor),
        List.of(world.hop(h.department), world.hop(h.record), world.hop(h.section)),
        h.section,
        now);
    scene.author(
        "author-reader",
        NO,
        "a reader adds a report",
        world.signer(h.stranger),
        direct,
        h.section,
        now);
    scene.author(
        "author-stranger",
        NO,
        "a stranger adds a report",
        world.signer(h.head),
        direct,
        h.section,
        now);
    scene.author(
        "author-without-path", NO, "no path", world.signer(h.gateway), List.of(), h.section, now);
    scene.author(
        "author-path-to-another",
        NO,
        "the path ends elsewhere",
        world.signer(h.patient),
        List.of(world.hop(h.record)),
        h.section,
        now);
    scene.author(
        "author-expired",
        "expired-member",
        "the membership has ended",
        world.signer(h.admin),
        direct,
        h.section,
        now.plus(Duration.ofHours(2)));
    scene.author(
        "author-generation-2",
        "stale-generation",
        "a generation that is not there",
        new Header.Signer(h.gateway, 2, world.head(h.gateway)),
        direct,
        h.section,
        now);
    scene.author(
        "author-unknown-head",
        NO,
        "an unknown head of the author",
        new Header.Signer(h.gateway, 1, world.head(h.section)),
        direct,
        h.section,
        now);
    Instant head = world.state(h.section).time();
    scene.author(
        "author-before-the-head",
        "broken-chain",
        "dated 6 minutes before the head that it names",
        world.signer(h.gateway),
        direct,
        h.section,
        head.minus(Duration.ofMinutes(6)));
  }

  private static void lateAuthors() {
    Scene scene = new Scene(7);
    Hospital h = scene.h;
    World world = scene.world;
    world.say(h.section, h.patient, List.of(h.record), world.set(h.gateway, Role.CONTRIBUTOR));
    Header.Signer author = world.signer(h.gateway);
    List<Header.Hop> via = List.of(world.hop(h.section));
    world.pass(Duration.ofHours(1));
    world.expel(h.gateway, h.section, h.patient, h.record);
    Instant removed = world.state(h.section).time();
    scene.author(
        "author-removed-15-minutes-before",
        NO,
        "dated 15 minutes after the removal, at the head before it",
        author,
        via,
        h.section,
        removed.plus(FIFTEEN));
    scene.author(
        "author-removed-less-before",
        "ok",
        "",
        author,
        via,
        h.section,
        removed.plus(FIFTEEN).minusMillis(1));
    Statement statement =
        world.statement(h.record, h.patient, List.of(), world.set(h.stranger, Role.READER));
    world.append(h.record, world.sign(Altered.time(statement, world.now())));
    scene.author(
        "author-removed-before-a-new-path",
        NO,
        "the head after the removal",
        author,
        List.of(world.hop(h.section)),
        h.section,
        removed.plus(Duration.ofHours(1)));
  }
}
