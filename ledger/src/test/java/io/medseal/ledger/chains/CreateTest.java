package io.medseal.ledger.chains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Introduction;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How keyrings begin (spec/keyrings.md section 7, Create). */
class CreateTest {
  private final Hospital h = new Hospital();
  private final World world = h.world;

  private Statement create(
      KeyringKind kind,
      KeyringId maker,
      List<KeyringId> via,
      @Nullable KeyringId parent,
      NewMember... members) {
    return world.create(kind, world.newKeys(kind), maker, via, parent, List.of(members));
  }

  private void accept(Statement create) {
    h.accept(create);
  }

  private void refuse(Class<? extends LedgerException> why, Statement create) {
    h.refuseSigned(why, create.header().keyring(), 0, List.of(world.sign(create)));
  }

  @ParameterizedTest
  @EnumSource(names = {"INSTITUTE", "DEPARTMENT", "RECORD"})
  void its_maker_is_an_owner(KeyringKind kind) {
    NewMember maker = world.member(h.patient, Role.OWNER);
    NewMember other = world.member(h.doctor, Role.READER);
    accept(create(kind, h.patient, List.of(), null, maker));
    accept(create(kind, h.patient, List.of(), null, other, maker));

    refuse(LedgerException.NoAuthority.class, create(kind, h.patient, List.of(), null));
    refuse(LedgerException.NoAuthority.class, create(kind, h.patient, List.of(), null, other));
    refuse(
        LedgerException.NoAuthority.class,
        create(kind, h.patient, List.of(), null, world.member(h.doctor, Role.OWNER)));
    refuse(
        LedgerException.NoAuthority.class,
        create(kind, h.patient, List.of(), null, world.member(h.patient, Role.MANAGER)));
    refuse(
        LedgerException.NoAuthority.class,
        create(
            kind,
            h.patient,
            List.of(),
            null,
            world.member(h.patient, Role.OWNER, world.now().plus(Duration.ofDays(9)))));
  }

  @Test
  void the_state_is_what_the_statement_says() {
    Statement create =
        create(
            KeyringKind.DEPARTMENT,
            h.head,
            List.of(),
            null,
            world.member(h.head, Role.OWNER),
            world.member(h.doctor, Role.READER, world.now().plus(Duration.ofDays(1))));

    h.accept(create);

    KeyringState state = world.state(create.header().keyring());
    Change.Create change = (Change.Create) create.change();
    assertThat(state.kind()).isEqualTo(KeyringKind.DEPARTMENT);
    assertThat(state.creator()).isEqualTo(h.head);
    assertThat(state.parent()).isEmpty();
    assertThat(state.generations().all()).hasSize(1);
    assertThat(state.current().number()).isEqualTo(1);
    assertThat(state.current().keys()).isEqualTo(change.keys());
    assertThat(state.current().previous()).isEmpty();
    assertThat(state.current().sealedTo()).containsOnlyKeys(h.head, h.doctor);
    assertThat(state.members().get(h.doctor))
        .isEqualTo(
            new Member(
                h.doctor,
                Role.READER,
                Optional.of(world.now().plus(Duration.ofDays(1))),
                h.head,
                world.now(),
                new Introduction(h.head, world.now())));
    assertThat(state.seq()).isZero();
    assertThat(state.time()).isEqualTo(world.now());
    assertThat(state.generation(1)).contains(state.current());
    assertThat(state.generation(0)).isEmpty();
    assertThat(state.generation(2)).isEmpty();
  }

  @Test
  void a_service_makes_what_a_person_makes_but_for_institutes() {
    NewMember owner = world.member(h.gateway, Role.OWNER);
    accept(create(KeyringKind.DEPARTMENT, h.gateway, List.of(), null, owner));
    accept(create(KeyringKind.RECORD, h.gateway, List.of(), null, owner));
    accept(create(KeyringKind.CLAIM, h.gateway, List.of(), null));
    accept(create(KeyringKind.LINK, h.gateway, List.of(), null));
    refuse(
        LedgerException.NoAuthority.class,
        create(KeyringKind.INSTITUTE, h.gateway, List.of(), null, owner));
  }

  @Test
  void an_institute_makes_nothing() {
    NewMember owner = world.member(h.institute, Role.OWNER);
    for (KeyringKind kind :
        List.of(KeyringKind.INSTITUTE, KeyringKind.DEPARTMENT, KeyringKind.RECORD)) {
      refuse(LedgerException.NoAuthority.class, create(kind, h.institute, List.of(), null, owner));
    }
    refuse(
        LedgerException.NoAuthority.class, create(KeyringKind.LINK, h.institute, List.of(), null));
  }

  @ParameterizedTest
  @EnumSource(names = {"LINK", "CLAIM"})
  void a_link_or_claim_begins_without_members(KeyringKind kind) {
    accept(create(kind, h.patient, List.of(), null));
    refuse(
        LedgerException.InvalidChange.class,
        create(kind, h.patient, List.of(), null, world.member(h.patient, Role.OWNER)));
  }

  @ParameterizedTest
  @EnumSource(names = {"INSTITUTE", "DEPARTMENT", "RECORD", "LINK", "CLAIM"})
  void only_a_section_is_made_through_memberships(KeyringKind kind) {
    NewMember[] members =
        kind == KeyringKind.LINK || kind == KeyringKind.CLAIM
            ? new NewMember[0]
            : new NewMember[] {world.member(h.doctor, Role.OWNER)};
    refuse(
        LedgerException.NoAuthority.class,
        create(kind, h.doctor, List.of(h.department), null, members));
  }

  @ParameterizedTest
  @EnumSource(names = {"PERSON", "SERVICE"})
  void a_person_or_service_makes_itself(KeyringKind kind) {
    TestKeys own = world.newKeys(kind);
    KeyringId id = KeyringIds.derive(kind, null, null, own.publicKeys());
    Statement good =
        new Statement(
            new Header(
                id,
                0,
                StatementHash.NONE,
                world.now(),
                new Header.Signer(id, 1, StatementHash.NONE),
                List.of()),
            new Change.Create(kind, own.publicKeys(), null, List.of()));
    VerifiedChain chain = new ChainVerifier(world).verify(id, List.of(world.sign(good, own)));
    assertThat(chain.state().creator()).isEqualTo(id);
    assertThat(chain.state().members()).isEmpty();

    Change.Create withMember =
        new Change.Create(
            kind, own.publicKeys(), null, List.of(world.member(h.doctor, Role.READER)));
    record Bad(Class<? extends LedgerException> why, Statement statement) {}
    for (Bad bad :
        List.of(
            new Bad(
                LedgerException.NoAuthority.class, Altered.signer(good, world.signer(h.doctor))),
            new Bad(LedgerException.NoAuthority.class, Altered.generation(good, 2)),
            new Bad(
                LedgerException.NoAuthority.class, Altered.signerHead(good, world.head(h.doctor))),
            new Bad(
                LedgerException.NoAuthority.class,
                Altered.via(good, List.of(world.hop(h.department)))),
            new Bad(LedgerException.InvalidChange.class, Altered.change(good, withMember)))) {
      h.refuseSigned(bad.why, id, 0, List.of(world.sign(bad.statement, own)));
    }
    h.refuseSigned(
        LedgerException.BadSignature.class, id, 0, List.of(world.sign(good, world.newKeys(kind))));
  }

  @Test
  void a_section_is_made_by_who_manages_its_record() {
    NewMember owner = world.member(h.record, Role.OWNER);
    accept(create(KeyringKind.SECTION, h.patient, List.of(h.record), h.record, owner));
    accept(create(KeyringKind.SECTION, h.doctor, List.of(h.department, h.record), h.record, owner));

    for (KeyringId stranger : List.of(h.stranger, h.gateway)) {
      refuse(
          LedgerException.NoAuthority.class,
          create(KeyringKind.SECTION, stranger, List.of(h.record), h.record, owner));
    }
    refuse(
        LedgerException.NoAuthority.class,
        create(KeyringKind.SECTION, h.doctor, List.of(h.record), h.record, owner));
    refuse(
        LedgerException.NoAuthority.class,
        create(KeyringKind.SECTION, h.doctor, List.of(h.department), h.record, owner));
    refuse(
        LedgerException.NoAuthority.class,
        create(KeyringKind.SECTION, h.patient, List.of(), h.record, owner));
    world.say(h.record, h.patient, world.set(h.stranger, Role.READER));
    refuse(
        LedgerException.NoAuthority.class,
        create(KeyringKind.SECTION, h.stranger, List.of(h.record), h.record, owner));
  }

  @Test
  void a_section_begins_with_its_record_as_its_only_member() {
    for (NewMember[] members :
        List.of(
            new NewMember[0],
            new NewMember[] {world.member(h.patient, Role.OWNER)},
            new NewMember[] {world.member(h.record, Role.MANAGER)},
            new NewMember[] {
              world.member(h.record, Role.OWNER, world.now().plus(Duration.ofDays(9)))
            },
            new NewMember[] {
              world.member(h.record, Role.OWNER), world.member(h.patient, Role.READER)
            })) {
      refuse(
          LedgerException.InvalidChange.class,
          create(KeyringKind.SECTION, h.patient, List.of(h.record), h.record, members));
    }
  }

  @Test
  void only_a_record_has_sections() {
    refuse(
        LedgerException.NoAuthority.class,
        create(
            KeyringKind.SECTION,
            h.head,
            List.of(h.department),
            h.department,
            world.member(h.department, Role.OWNER)));
  }

  @Test
  void a_closed_record_gets_no_section() {
    world.say(h.record, h.patient, new Change.Close());
    refuse(
        LedgerException.NoAuthority.class,
        create(
            KeyringKind.SECTION,
            h.patient,
            List.of(h.record),
            h.record,
            world.member(h.record, Role.OWNER)));
  }

  @Test
  void members_at_the_beginning_are_checked_like_later_ones() {
    NewMember owner = world.member(h.patient, Role.OWNER);
    NewMember reader = world.member(h.doctor, Role.READER);
    refuse(
        LedgerException.InvalidChange.class,
        create(KeyringKind.RECORD, h.patient, List.of(), null, owner, reader, reader));
    refuse(
        LedgerException.InvalidChange.class,
        create(
            KeyringKind.RECORD,
            h.patient,
            List.of(),
            null,
            owner,
            world.member(h.doctor, Role.READER, world.now())));
    NewMember newer = new NewMember(h.doctor, 2, Role.MANAGER, null, world.leaf());
    refuse(
        LedgerException.StaleGeneration.class,
        create(KeyringKind.RECORD, h.patient, List.of(), null, owner, newer, reader));
    refuse(
        LedgerException.StaleGeneration.class,
        create(
            KeyringKind.RECORD,
            h.patient,
            List.of(),
            null,
            new NewMember(h.patient, 2, Role.OWNER, null, world.leaf())));
  }

  @Test
  void keys_and_parent_fit_the_kind() {
    Change.Create record =
        (Change.Create) world.chain(h.record).entries().getFirst().statement().change();
    Change.Create person =
        (Change.Create) world.chain(h.patient).entries().getFirst().statement().change();
    assertThatThrownBy(
            () -> new Change.Create(KeyringKind.RECORD, person.keys(), null, record.members()))
        .isInstanceOf(LedgerException.Malformed.class);
    assertThatThrownBy(() -> new Change.Create(KeyringKind.PERSON, record.keys(), null, List.of()))
        .isInstanceOf(LedgerException.Malformed.class);
    assertThatThrownBy(() -> new Change.Create(KeyringKind.SECTION, record.keys(), null, List.of()))
        .isInstanceOf(LedgerException.Malformed.class);
    assertThatThrownBy(
            () -> new Change.Create(KeyringKind.RECORD, record.keys(), h.record, List.of()))
        .isInstanceOf(LedgerException.Malformed.class);
  }
}
