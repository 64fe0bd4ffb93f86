package io.medseal.ledger.vectors;

import io.medseal.ledger.chains.KeyringIds;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.world.Altered;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.TestKeys;
import io.medseal.ledger.world.World;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How keyrings begin (section 7, Create). */
final class CreateVectors {
  private static final String NO = "no-authority";
  private static final String INVALID = "invalid-change";

  private final Scene scene = new Scene(7);
  private final Hospital h = scene.h;
  private final World world = scene.world;

  private CreateVectors() {}

  static void make() {
    CreateVectors vectors = new CreateVectors();
    vectors.groups();
    vectors.withoutMembers();
    vectors.persons();
    vectors.sections();
    vectors.good();
  }

  /** Of the same keys each time, so that good and bad are about one keyring where they may be. */
  private Statement create(
      KeyringKind kind,
      KeyringId maker,
      List<KeyringId> via,
      @Nullable KeyringId parent,
      NewMember... members) {
    byte[] secret = new byte[32];
    secret[0] = (byte) (kind.code() - 1);
    return world.create(kind, TestKeys.of(secret, kind), maker, via, parent, List.of(members));
  }

  private void bad(String name, String expect, String fault, Statement good, Statement bad) {
    scene.bad("create-" + name, expect, fault, good, bad);
  }

  private void groups() {
    NewMember owner = world.member(h.patient, Role.OWNER);
    NewMember reader = world.member(h.doctor, Role.READER);
    Statement good = create(KeyringKind.RECORD, h.patient, List.of(), null, owner);
    bad(
        "without-owner",
        NO,
        "no members",
        good,
        create(KeyringKind.RECORD, h.patient, List.of(), null));
    bad(
        "owned-by-another",
        NO,
        "another person is the owner",
        good,
        create(KeyringKind.RECORD, h.patient, List.of(), null, world.member(h.doctor, Role.OWNER)));
    bad(
        "maker-is-manager",
        NO,
        "the maker is only a manager",
        good,
        create(
            KeyringKind.RECORD, h.patient, List.of(), null, world.member(h.patient, Role.MANAGER)));
    bad(
        "owner-until",
        NO,
        "the maker is an owner for a time",
        good,
        create(
            KeyringKind.RECORD,
            h.patient,
            List.of(),
            null,
            world.member(h.patient, Role.OWNER, world.now().plus(Duration.ofDays(9)))));
    bad(
        "member-twice",
        INVALID,
        "a member twice in one role",
        good,
        create(KeyringKind.RECORD, h.patient, List.of(), null, owner, reader, reader));
    bad(
        "member-in-two-roles",
        INVALID,
        "a member in two roles",
        good,
        create(
            KeyringKind.RECORD,
            h.patient,
            List.of(),
            null,
            owner,
            reader,
            world.member(h.doctor, Role.CONTRIBUTOR)));
    bad(
        "member-ended",
        INVALID,
        "a membership that ends as it begins",
        good,
        create(
            KeyringKind.RECORD,
            h.patient,
            List.of(),
            null,
            owner,
            world.member(h.doctor, Role.READER, world.now())));
    bad(
        "maker-in-another-generation",
        "stale-generation",
        "sealed to a generation of the maker that does not sign",
        good,
        create(
            KeyringKind.RECORD,
            h.patient,
            List.of(),
            null,
            new NewMember(h.patient, 2, Role.OWNER, null, world.leaf())));
    bad(
        "member-in-two-generations",
        "stale-generation",
        "one member in a newer and then an older generation",
        good,
        create(
            KeyringKind.RECORD,
            h.patient,
            List.of(),
            null,
            owner,
            new NewMember(h.doctor, 2, Role.MANAGER, null, world.leaf()),
            reader));
    bad(
        "group-with-via",
        NO,
        "a department made through a membership",
        create(
            KeyringKind.DEPARTMENT, h.doctor, List.of(), null, world.member(h.doctor, Role.OWNER)),
        create(
            KeyringKind.DEPARTMENT,
            h.doctor,
            List.of(h.department),
            null,
            world.member(h.doctor, Role.OWNER)));
    scene.lone(
        "create-institute-by-service",
        NO,
        "a service makes an institute",
        create(
            KeyringKind.INSTITUTE,
            h.gateway,
            List.of(),
            null,
            world.member(h.gateway, Role.OWNER)));
    scene.lone(
        "create-link-by-institute",
        NO,
        "an institute makes a link",
        create(KeyringKind.LINK, h.institute, List.of(), null));
    scene.lone(
        "create-record-by-institute",
        NO,
        "an institute makes a record",
        create(
            KeyringKind.RECORD,
            h.institute,
            List.of(),
            null,
            world.member(h.institute, Role.OWNER)));
    scene.lone(
        "create-section-of-a-department",
        NO,
        "its parent is a department",
        create(
            KeyringKind.SECTION,
            h.head,
            List.of(h.department),
            h.department,
            world.member(h.department, Role.OWNER)));
    scene.lone(
        "create-section-by-a-stranger",
        NO,
        "the signer is no member of the record",
        create(
            KeyringKind.SECTION,
            h.stranger,
            List.of(h.record),
            h.record,
            world.member(h.record, Role.OWNER)));
  }

  private void withoutMembers() {
    for (KeyringKind kind : List.of(KeyringKind.LINK, KeyringKind.CLAIM)) {
      bad(
          kind.text() + "-with-member",
          INVALID,
          "it has a member",
          create(kind, h.patient, List.of(), null),
          create(kind, h.patient, List.of(), null, world.member(h.patient, Role.OWNER)));
    }
  }

  private void persons() {
    TestKeys own = TestKeys.of(new byte[32], KeyringKind.PERSON);
    KeyringId id = KeyringIds.derive(KeyringKind.PERSON, null, null, own.publicKeys());
    Statement good =
        new Statement(
            new Header(
                id,
                0,
                StatementHash.NONE,
                world.now(),
                new Header.Signer(id, 1, StatementHash.NONE),
                List.of()),
            new Change.Create(KeyringKind.PERSON, own.publicKeys(), null, List.of()));
    person("generation-2", NO, "it signs as generation 2", own, good, Altered.generation(good, 2));
    person(
        "with-head",
        NO,
        "it names a head of its own",
        own,
        good,
        Altered.signerHead(good, world.head(h.doctor)));
    person(
        "with-via",
        NO,
        "it comes through a membership",
        own,
        good,
        Altered.via(good, List.of(world.hop(h.department))));
    person(
        "with-member",
        INVALID,
        "a person with a member",
        own,
        good,
        Altered.change(
            good,
            new Change.Create(
                KeyringKind.PERSON,
                own.publicKeys(),
                null,
                List.of(world.member(h.doctor, Role.READER)))));
    scene.bad(
        "create-person-other-signature",
        "bad-signature",
        "another person signs",
        id,
        List.of(world.sign(good, own)),
        List.of(world.sign(good, world.keys(h.doctor))));
    scene.bad(
        "create-person-by-another",
        NO,
        "another person is named as signer",
        id,
        List.of(world.sign(good, own)),
        List.of(world.sign(Altered.signer(good, world.signer(h.doctor)), own)));
  }

  private void person(
      String name, String expect, String fault, TestKeys own, Statement good, Statement bad) {
    scene.bad(
        "create-person-" + name,
        expect,
        fault,
        good.header().keyring(),
        List.of(world.sign(good, own)),
        List.of(world.sign(bad, own)));
  }

  private void sections() {
    NewMember owner = world.member(h.record, Role.OWNER);
    Statement good = create(KeyringKind.SECTION, h.patient, List.of(h.record), h.record, owner);
    bad(
        "section-without-record-on-the-way",
        NO,
        "the path does not name the record",
        good,
        create(KeyringKind.SECTION, h.patient, List.of(), h.record, owner));
    bad(
        "section-without-member",
        INVALID,
        "no members",
        good,
        create(KeyringKind.SECTION, h.patient, List.of(h.record), h.record));
    bad(
        "section-owned-by-a-person",
        INVALID,
        "a person is its owner",
        good,
        create(
            KeyringKind.SECTION,
            h.patient,
            List.of(h.record),
            h.record,
            world.member(h.patient, Role.OWNER)));
    bad(
        "section-managed-by-its-record",
        INVALID,
        "the record is only a manager",
        good,
        create(
            KeyringKind.SECTION,
            h.patient,
            List.of(h.record),
            h.record,
            world.member(h.record, Role.MANAGER)));
    bad(
        "section-with-another-member",
        INVALID,
        "a member besides the record",
        good,
        create(
            KeyringKind.SECTION,
            h.patient,
            List.of(h.record),
            h.record,
            owner,
            world.member(h.patient, Role.READER)));
    bad(
        "section-owner-until",
        INVALID,
        "the record is an owner for a time",
        good,
        create(
            KeyringKind.SECTION,
            h.patient,
            List.of(h.record),
            h.record,
            world.member(h.record, Role.OWNER, world.now().plus(Duration.ofDays(9)))));
    Statement through =
        create(KeyringKind.SECTION, h.doctor, List.of(h.department, h.record), h.record, owner);
    bad(
        "section-path-too-short",
        NO,
        "the department is left out of the path",
        through,
        create(KeyringKind.SECTION, h.doctor, List.of(h.record), h.record, owner));
    bad(
        "section-path-without-record",
        NO,
        "the path ends before the record",
        through,
        create(KeyringKind.SECTION, h.doctor, List.of(h.department), h.record, owner));
  }

  private void good() {
    Scene made = new Scene(7);
    World w = made.world;
    Hospital cast = made.h;
    made.ok("create-department-by-service", w.make(KeyringKind.DEPARTMENT, cast.gateway));
    made.ok("create-link", w.make(KeyringKind.LINK, cast.patient));
    made.ok("create-claim", w.make(KeyringKind.CLAIM, cast.gateway));
    made.ok("create-institute", w.make(KeyringKind.INSTITUTE, cast.patient));
    made.ok("create-person", w.person());
    made.ok(
        "create-section-through-a-department",
        w.section(cast.record, cast.doctor, cast.department));
    made.ok(
        "create-with-members",
        w.make(
            KeyringKind.DEPARTMENT,
            cast.head,
            List.of(),
            null,
            List.of(
                w.member(cast.doctor, Role.READER, w.now().plus(Duration.ofDays(1))),
                w.member(cast.head, Role.OWNER))));
  }
}
