package io.medseal.ledger.chains;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Capability;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who may say what, along which way (spec/keyrings.md section 7). */
class PathTest {
  private final Hospital h = new Hospital();
  private final World world = h.world;
  private final KeyringId newcomer = world.person();

  private Statement add(KeyringId on, KeyringId who, KeyringId... via) {
    return world.statement(on, who, List.of(via), world.set(newcomer, Role.READER));
  }

  private void member(KeyringId on, KeyringId owner, KeyringId member, Role role) {
    world.say(on, owner, world.set(member, role));
  }

  @Nested
  @DisplayName("A direct member")
  class Direct {
    @Test
    void manages_as_owner_or_manager() {
      member(h.record, h.patient, h.doctor, Role.MANAGER);
      h.accept(add(h.record, h.doctor));
      h.accept(add(h.record, h.patient));
    }

    @Test
    void does_not_manage_as_reader_or_contributor() {
      member(h.record, h.patient, h.doctor, Role.READER);
      member(h.record, h.patient, h.colleague, Role.CONTRIBUTOR);
      h.refuse(LedgerException.NoAuthority.class, add(h.record, h.doctor));
      h.refuse(LedgerException.NoAuthority.class, add(h.record, h.colleague));
      h.refuse(LedgerException.NoAuthority.class, add(h.record, h.stranger));
    }

    @Test
    void does_not_rotate_as_contributor() {
      member(h.record, h.patient, h.colleague, Role.CONTRIBUTOR);
      Change rotation = world.rotation(world.state(h.record), world.newKeys(KeyringKind.RECORD));
      h.refuse(
          LedgerException.NoAuthority.class,
          world.statement(h.record, h.colleague, List.of(), rotation));
    }

    @Test
    void needs_to_be_an_owner_to_touch_owners() {
      member(h.record, h.patient, h.doctor, Role.MANAGER);
      member(h.record, h.patient, h.colleague, Role.OWNER);
      world.say(
          h.record,
          h.patient,
          world.set(h.head, Role.OWNER, world.now().plus(Duration.ofMinutes(1))));
      world.pass(Duration.ofHours(1));
      for (Change change :
          List.of(
              world.set(newcomer, Role.OWNER),
              world.set(h.doctor, Role.OWNER),
              world.set(h.colleague, Role.READER),
              world.remove(h.colleague),
              world.remove(h.head), // an owner whose time is over
              new Change.Close())) {
        h.refuse(
            LedgerException.NoAuthority.class,
            world.statement(h.record, h.doctor, List.of(), change));
      }
      h.accept(world.statement(h.record, h.doctor, List.of(), world.set(newcomer, Role.MANAGER)));
    }

    @Test
    void whose_time_is_over_is_told_so() {
      Instant until = world.now().plus(Duration.ofHours(1));
      world.say(h.record, h.patient, world.set(h.doctor, Role.MANAGER, until));
      world.pass(Duration.between(world.now(), until));
      h.refuse(LedgerException.ExpiredMember.class, add(h.record, h.doctor));
      // A reader whose time is over was never allowed this.
      world.say(
          h.record,
          h.patient,
          world.set(h.colleague, Role.READER, world.now().plus(Duration.ofHours(1))));
      world.pass(Duration.ofHours(2));
      h.refuse(LedgerException.NoAuthority.class, add(h.record, h.colleague));
    }

    @Test
    void who_was_removed_has_none() {
      member(h.record, h.patient, h.doctor, Role.MANAGER);
      world.expel(h.doctor, h.record, h.patient);
      h.refuse(LedgerException.NoAuthority.class, add(h.record, h.doctor));
    }
  }

  @Nested
  @DisplayName("A way through a department")
  class ThroughDepartment {
    @Test
    void gives_its_openers_what_the_department_was_given() {
      h.accept(add(h.record, h.doctor, h.department));
      h.accept(add(h.record, h.head, h.department));
    }

    @Test
    void gives_contributors_of_the_department_nothing() {
      member(h.department, h.head, h.stranger, Role.CONTRIBUTOR);
      h.refuse(LedgerException.NoAuthority.class, add(h.record, h.stranger, h.department));
    }

    @Test
    void does_not_make_an_owner_of_the_department_an_owner_of_the_record() {
      h.refuse(
          LedgerException.NoAuthority.class,
          world.statement(h.record, h.head, List.of(h.department), new Change.Close()));
    }

    @Test
    void must_be_named() {
      h.refuse(LedgerException.NoAuthority.class, add(h.record, h.doctor));
      h.refuse(LedgerException.NoAuthority.class, add(h.section, h.doctor, h.record));
      h.refuse(LedgerException.NoAuthority.class, add(h.section, h.doctor, h.department));
      h.refuse(LedgerException.NoAuthority.class, add(h.section, h.doctor, h.record, h.department));
    }

    @Test
    void goes_on_through_the_record_to_its_sections() {
      h.accept(add(h.section, h.doctor, h.department, h.record));
    }

    @Test
    void ends_when_a_membership_on_it_ends() {
      KeyringId ward = world.make(KeyringKind.DEPARTMENT, h.head);
      Instant until = world.now().plus(Duration.ofHours(1));
      world.say(ward, h.head, world.set(h.stranger, Role.READER));
      world.say(h.department, h.head, world.set(ward, Role.READER, until));
      h.accept(add(h.record, h.stranger, ward, h.department));
      world.pass(Duration.ofHours(2));
      h.refuse(LedgerException.ExpiredMember.class, add(h.record, h.stranger, ward, h.department));
    }

    @Test
    void ends_when_the_department_closes_but_for_opening() {
      world.say(h.department, h.head, new Change.Close());
      h.refuse(LedgerException.NoAuthority.class, add(h.record, h.doctor, h.department));
      assertThat(new Authority(world).capabilities(h.doctor, h.record, world.now()))
          .containsExactly(Capability.OPEN);
    }
  }

  @Nested
  @DisplayName("A way through a record")
  class ThroughRecord {
    @Test
    void gives_no_more_than_the_record_itself_does() {
      member(h.record, h.patient, h.stranger, Role.READER);
      member(h.record, h.patient, h.gateway, Role.CONTRIBUTOR);
      h.refuse(LedgerException.NoAuthority.class, add(h.section, h.stranger, h.record));
      h.refuse(LedgerException.NoAuthority.class, add(h.section, h.gateway, h.record));
      Change rotation = world.rotation(world.state(h.section), world.newKeys(KeyringKind.SECTION));
      h.refuse(
          LedgerException.NoAuthority.class,
          world.statement(h.section, h.gateway, List.of(h.record), rotation));
      h.refuse(
          LedgerException.NoAuthority.class,
          world.statement(h.section, h.stranger, List.of(h.record), rotation));
      h.accept(world.statement(h.section, h.doctor, List.of(h.department, h.record), rotation));
      h.refuse(
          LedgerException.NoAuthority.class,
          world.statement(
              h.section, h.doctor, List.of(h.department, h.record), new Change.Close()));
      h.accept(world.statement(h.section, h.patient, List.of(h.record), new Change.Close()));
    }
  }

  @Nested
  @DisplayName("An institute")
  class Institutes {
    @Test
    void acts_in_other_keyrings_with_its_own_signature() {
      member(h.record, h.patient, h.institute, Role.MANAGER);
      h.accept(add(h.record, h.institute));
      h.accept(add(h.record, h.admin, h.institute));
    }

    @Test
    void does_not_speak_in_its_own_chain() {
      h.refuse(LedgerException.NoAuthority.class, add(h.institute, h.institute));
      h.refuse(
          LedgerException.NoAuthority.class,
          world.statement(
              h.institute,
              h.institute,
              List.of(),
              new Change.Endorse(h.stranger, "Dr Nobody", null, null, null)));
    }

    @Test
    void is_not_managed_by_its_readers() {
      member(h.institute, h.admin, h.doctor, Role.READER);
      h.refuse(LedgerException.NoAuthority.class, add(h.institute, h.doctor));
    }
  }

  @Test
  void at_most_six_keyrings_stand_on_the_way() {
    List<KeyringId> way = new ArrayList<>();
    KeyringId below = h.doctor;
    for (int i = 0; i < 6; i++) {
      KeyringId group = world.make(KeyringKind.DEPARTMENT, h.head);
      member(group, h.head, below, Role.READER);
      way.add(group);
      below = group;
    }
    member(h.record, h.patient, below, Role.MANAGER);

    h.accept(world.statement(h.record, h.doctor, way, world.set(newcomer, Role.READER)));
  }

  @Test
  void no_keyring_stands_twice_on_the_way_nor_the_signer_nor_the_subject() {
    KeyringId ward = world.make(KeyringKind.DEPARTMENT, h.head);
    member(ward, h.head, h.department, Role.OWNER);
    member(h.department, h.head, ward, Role.OWNER);
    member(h.institute, h.admin, ward, Role.OWNER);
    member(ward, h.head, h.institute, Role.OWNER);
    for (Statement ring :
        List.of(
            add(h.record, h.doctor, h.department, ward, h.department),
            add(h.department, h.doctor, h.department, ward),
            add(ward, h.admin, h.institute, ward),
            add(h.department, h.institute, ward, h.institute, ward))) {
      h.refuse(LedgerException.NoAuthority.class, ring);
    }
    // The same without the ring is allowed.
    h.accept(add(ward, h.doctor, h.department));
  }

  @Nested
  @DisplayName("A signer")
  class Signers {
    @Test
    void names_a_known_keyring_and_a_known_head() {
      Statement good = add(h.record, h.patient);
      h.refuse(
          LedgerException.NoAuthority.class,
          Altered.signerHead(good, new StatementHash("1".repeat(64))));
      h.refuse(LedgerException.NoAuthority.class, Altered.signerHead(good, world.head(h.doctor)));
      Statement throughUnknown =
          Altered.via(
              add(h.record, h.doctor),
              List.of(new Header.Hop(h.department, new StatementHash("1".repeat(64)))));
      h.refuse(LedgerException.NoAuthority.class, throughUnknown);
      Statement unknownHop =
          Altered.via(
              add(h.record, h.doctor),
              List.of(new Header.Hop(new KeyringId("1".repeat(64)), world.head(h.department))));
      h.refuse(LedgerException.NoAuthority.class, unknownHop);
    }

    @Test
    void is_of_a_kind_that_signs() {
      KeyringId other = world.make(KeyringKind.RECORD, h.patient);
      member(other, h.patient, h.department, Role.OWNER);
      Statement statement = add(other, h.department);
      h.refuseSigned(
          LedgerException.NoAuthority.class,
          other,
          2,
          List.of(world.sign(statement, world.keys(h.head))));
    }

    @Test
    void uses_the_generation_current_at_the_head_it_names() {
      StatementHash before = world.head(h.patient);
      Statement good = add(h.record, h.patient);
      world.rotate(h.patient, h.patient);
      h.refuse(
          LedgerException.StaleGeneration.class, Altered.signerHead(good, world.head(h.patient)));
      Statement now = add(h.record, h.patient);
      h.refuse(LedgerException.StaleGeneration.class, Altered.signerHead(now, before));
    }

    @Test
    void of_its_own_chain_names_its_last_head_its_generation_and_nobody_else() {
      Statement card =
          world.statement(h.doctor, h.doctor, List.of(), new Change.PublishCard("Dr Sen", null));
      world.rotate(h.doctor, h.doctor);
      Statement now =
          world.statement(h.doctor, h.doctor, List.of(), new Change.PublishCard("Dr Sen", null));
      h.refuse(
          LedgerException.NoAuthority.class, Altered.signerHead(now, card.header().previous()));
      h.refuse(LedgerException.StaleGeneration.class, Altered.generation(now, 1));
      h.refuse(
          LedgerException.NoAuthority.class, Altered.via(now, List.of(world.hop(h.department))));
      h.accept(now);
    }

    @Test
    void is_not_closed() {
      member(h.record, h.patient, h.doctor, Role.MANAGER);
      world.say(h.doctor, h.doctor, new Change.Close());
      h.refuse(LedgerException.NoAuthority.class, add(h.record, h.doctor));
    }

    @Test
    void of_one_keyring_is_not_believed_for_another() {
      Statement statement = add(h.record, h.patient);
      h.refuseSigned(
          LedgerException.BadSignature.class,
          h.record,
          2,
          List.of(world.sign(statement, world.keys(h.doctor))));
    }
  }
}
