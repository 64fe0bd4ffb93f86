package io.medseal.ledger.chains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.envelopes.Commitment;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.keyrings.Introduction;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.world.Altered;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.TestKeys;
import io.medseal.ledger.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Members and generations (spec/keyrings.md section 6). */
class MembersTest {
  private final Hospital h = new Hospital();
  private final World world = h.world;

  private Statement said(KeyringId who, Change change) {
    return world.statement(h.record, who, List.of(), change);
  }

  @Nested
  @DisplayName("set-member")
  class SetMember {
    @ParameterizedTest
    @EnumSource
    void sets_a_member_in_any_role(Role role) {
      Instant until = world.now().plus(Duration.ofDays(30));
      KeyringState state = h.accept(said(h.patient, world.set(h.doctor, role, until)));

      assertThat(state.members().get(h.doctor))
          .isEqualTo(
              new Member(
                  h.doctor,
                  role,
                  Optional.of(until),
                  h.patient,
                  world.now(),
                  new Introduction(h.patient, world.now())));
      assertThat(state.current().sealedTo().containsKey(h.doctor)).isEqualTo(role.opens());
      assertThat(state.openers(world.now()).contains(h.doctor)).isEqualTo(role.opens());
      assertThat(state.openers(until)).doesNotContain(h.doctor);
      assertThat(state.directCapabilities(h.doctor, until.minusMillis(1)))
          .isEqualTo(role.capabilities());
      assertThat(state.directCapabilities(h.doctor, until)).isEmpty();
    }

    @Test
    void in_a_role_it_has_replaces_the_end_and_the_envelope() {
      Instant until = world.now().plus(Duration.ofDays(30));
      h.accept(said(h.patient, world.set(h.doctor, Role.READER, until)));
      NewMember again = world.member(h.doctor, Role.READER);
      KeyringState state = h.accept(said(h.patient, new Change.SetMember(again)));

      assertThat(state.members().get(h.doctor).until()).isEmpty();
      assertThat(state.current().sealedTo().get(h.doctor).envelope())
          .isEqualTo(Commitment.alone(again.envelope()));
    }

    @Test
    void in_another_role_replaces_what_was_there() {
      h.accept(said(h.patient, world.set(h.doctor, Role.MANAGER)));
      KeyringState state = h.accept(said(h.patient, world.set(h.doctor, Role.READER)));

      assertThat(state.members().get(h.doctor).role()).isEqualTo(Role.READER);
      assertThat(state.directCapabilities(h.doctor, world.now())).containsExactly(Capability.OPEN);
      h.refuse(LedgerException.NoAuthority.class, said(h.doctor, world.set(h.head, Role.READER)));
    }

    @Test
    void by_which_somebody_loses_open_comes_with_a_rotation() {
      h.accept(said(h.patient, world.set(h.doctor, Role.READER)));
      Statement demotion = said(h.patient, world.set(h.doctor, Role.CONTRIBUTOR));
      h.refuse(LedgerException.RotationDue.class, demotion);

      KeyringState state = h.accept(world.withRotation(demotion).toArray(Statement[]::new));

      assertThat(state.current().number()).isEqualTo(2);
      assertThat(state.current().sealedTo()).doesNotContainKey(h.doctor);
      assertThat(state.directCapabilities(h.doctor, world.now())).containsExactly(Capability.ADD);
    }

    @Test
    void of_somebody_who_was_never_given_the_secret_needs_no_rotation() {
      h.accept(said(h.patient, world.set(h.doctor, Role.CONTRIBUTOR)));
      Instant until = world.now().plus(Duration.ofDays(1));
      h.accept(said(h.patient, world.set(h.doctor, Role.CONTRIBUTOR, until)));
      KeyringState state = h.accept(said(h.patient, world.remove(h.doctor)));
      assertThat(state.rotationDue()).isFalse();
      assertThat(state.current().number()).isEqualTo(1);
    }

    @Test
    void of_an_ended_reader_who_still_knows_the_secret_comes_with_a_rotation() {
      Instant until = world.now().plus(Duration.ofHours(1));
      h.accept(said(h.patient, world.set(h.doctor, Role.READER, until)));
      world.pass(Duration.ofHours(2));
      h.refuse(
          LedgerException.RotationDue.class,
          said(h.patient, world.set(h.doctor, Role.CONTRIBUTOR)));
      world.rotate(h.record, h.patient);
      h.accept(said(h.patient, world.set(h.doctor, Role.CONTRIBUTOR)));
    }

    @Test
    void of_an_owner_takes_an_owner() {
      h.accept(said(h.patient, world.set(h.head, Role.OWNER)));
      h.accept(said(h.patient, world.set(h.doctor, Role.MANAGER)));
      for (Role role : Role.values()) {
        h.refuse(LedgerException.NoAuthority.class, said(h.doctor, world.set(h.head, role)));
      }
      h.refuse(LedgerException.NoAuthority.class, said(h.doctor, world.set(h.doctor, Role.OWNER)));
      h.accept(said(h.patient, world.set(h.head, Role.READER)));
    }

    @Test
    void cannot_take_the_last_lasting_owner_its_role() {
      for (Role role : Role.values()) {
        if (role != Role.OWNER) {
          Statement statement = said(h.patient, world.set(h.patient, role));
          h.refuse(LedgerException.InvalidChange.class, statement);
        }
      }
    }

    @Test
    void of_itself_makes_no_sense() {
      h.refuse(
          LedgerException.InvalidChange.class, said(h.patient, world.set(h.record, Role.READER)));
    }

    @Test
    void that_ends_before_it_begins_makes_no_sense() {
      h.refuse(
          LedgerException.InvalidChange.class,
          said(h.patient, world.set(h.doctor, Role.READER, world.now())));
      h.accept(said(h.patient, world.set(h.doctor, Role.READER, world.now().plusMillis(1))));
    }

    @Test
    void cannot_give_the_last_lasting_owner_an_end() {
      h.refuse(
          LedgerException.InvalidChange.class,
          said(h.patient, world.set(h.patient, Role.OWNER, world.now().plus(Duration.ofDays(1)))));
      h.accept(said(h.patient, world.set(h.head, Role.OWNER)));
      h.accept(
          said(h.patient, world.set(h.patient, Role.OWNER, world.now().plus(Duration.ofDays(1)))));
    }

    @Test
    void to_an_older_generation_is_stale() {
      world.rotate(h.doctor, h.doctor);
      h.accept(said(h.patient, world.set(h.doctor, Role.READER)));
      NewMember old = new NewMember(h.doctor, 1, Role.MANAGER, null, world.leaf());
      h.refuse(LedgerException.StaleGeneration.class, said(h.patient, new Change.SetMember(old)));
    }

    @Test
    void seals_to_the_signer_in_the_generation_that_signs() {
      world.rotate(h.patient, h.patient);
      for (int generation : new int[] {1, 3}) {
        NewMember self = new NewMember(h.patient, generation, Role.OWNER, null, world.leaf());
        h.refuse(
            LedgerException.StaleGeneration.class, said(h.patient, new Change.SetMember(self)));
      }
    }

    @Test
    void seals_to_a_keyring_on_the_way_in_the_generation_at_the_named_head() {
      Statement statement =
          world.statement(
              h.record,
              h.doctor,
              List.of(h.department),
              new Change.SetMember(
                  new NewMember(h.department, 2, Role.READER, null, world.leaf())));
      h.refuse(LedgerException.StaleGeneration.class, statement);
    }

    @Test
    void to_a_person_or_service_makes_no_sense() {
      for (KeyringId single : List.of(h.patient, h.gateway)) {
        h.refuse(
            LedgerException.InvalidChange.class,
            world.statement(single, single, List.of(), world.set(h.doctor, Role.READER)));
      }
    }

    @Test
    void beyond_5_000_members_is_refused() {
      List<NewMember> many = new ArrayList<>();
      many.add(world.member(h.patient, Role.OWNER));
      for (int i = 1; i < KeyringState.MAX_MEMBERS; i++) {
        many.add(
            new NewMember(new KeyringId("%064x".formatted(i)), 1, Role.CONTRIBUTOR, null, null));
      }
      KeyringId full = world.make(KeyringKind.DEPARTMENT, h.patient, List.of(), null, many);

      h.refuse(
          LedgerException.InvalidChange.class,
          world.statement(full, h.patient, List.of(), world.set(h.doctor, Role.READER)));
      h.accept(world.statement(full, h.patient, List.of(), world.set(h.patient, Role.OWNER)));

      many.add(world.member(h.doctor, Role.READER));
      Statement create =
          world.create(
              KeyringKind.DEPARTMENT,
              world.newKeys(KeyringKind.DEPARTMENT),
              h.patient,
              List.of(),
              null,
              many);
      h.refuseSigned(
          LedgerException.InvalidChange.class,
          create.header().keyring(),
          0,
          List.of(world.sign(create)));
    }

    @Test
    void has_an_envelope_exactly_when_the_role_may_open() {
      for (Role role : Role.values()) {
        assertThatThrownBy(
                () -> new NewMember(h.doctor, 1, role, null, role.opens() ? null : world.leaf()))
            .isInstanceOf(LedgerException.Malformed.class);
      }
    }
  }

  @Nested
  @DisplayName("remove-member")
  class RemoveMember {
    @Test
    void removes_a_member_whose_time_is_over_too() {
      h.accept(
          said(
              h.patient,
              world.set(h.doctor, Role.READER, world.now().plus(Duration.ofMinutes(1)))));
      world.pass(Duration.ofHours(1));

      world.expel(h.doctor, h.record, h.patient);

      assertThat(world.state(h.record).members()).doesNotContainKey(h.doctor);
      assertThat(world.state(h.record).current().sealedTo()).doesNotContainKey(h.doctor);
    }

    @Test
    void of_a_stranger_makes_no_sense() {
      h.refuse(LedgerException.InvalidChange.class, said(h.patient, world.remove(h.stranger)));
    }

    @Test
    void of_the_last_lasting_owner_makes_no_sense() {
      h.refuse(LedgerException.InvalidChange.class, said(h.patient, world.remove(h.patient)));
      h.accept(
          said(h.patient, world.set(h.head, Role.OWNER, world.now().plus(Duration.ofDays(9)))));
      h.refuse(LedgerException.InvalidChange.class, said(h.patient, world.remove(h.patient)));
      h.accept(said(h.patient, world.set(h.head, Role.OWNER)));
      world.expel(h.patient, h.record, h.head);
    }

    @Test
    void from_a_person_makes_no_sense() {
      h.refuse(
          LedgerException.InvalidChange.class,
          world.statement(h.patient, h.patient, List.of(), world.remove(h.doctor)));
    }
  }

  @Nested
  @DisplayName("rotate")
  class Rotate {
    private final TestKeys next = world.newKeys(KeyringKind.RECORD);

    private Change.Rotate good() {
      return world.rotation(world.state(h.record), next);
    }

    private void refuse(Class<? extends LedgerException> why, Change.Rotate rotation) {
      h.refuse(why, said(h.patient, rotation));
    }

    @Test
    void makes_the_next_generation_and_leaves_the_members() {
      KeyringState before = world.state(h.record);
      Change.Rotate rotation = good();

      KeyringState state = h.accept(said(h.patient, rotation));

      assertThat(state.members()).isEqualTo(before.members());
      assertThat(state.generations().all()).hasSize(2).startsWith(before.current());
      assertThat(state.current().number()).isEqualTo(2);
      assertThat(state.current().keys()).isEqualTo(next.publicKeys());
      assertThat(state.current().previous())
          .contains(new Generation.Previous(1, Commitment.alone(rotation.previousSecret())));
      assertThat(state.current().announcedBy()).isEqualTo(h.patient);
      assertThat(state.current().sealedTo()).containsOnlyKeys(h.patient, h.department);
    }

    @Test
    void of_a_person_or_institute_brings_signature_keys_and_the_old_ones_end() {
      Bad bad =
          new Bad(
              h.patient, world.rotation(world.state(h.patient), world.newKeys(KeyringKind.RECORD)));
      h.refuse(
          LedgerException.InvalidChange.class,
          world.statement(bad.on, h.patient, List.of(), bad.change));
      Change.Rotate signing =
          world.rotation(world.state(h.record), world.newKeys(KeyringKind.PERSON));
      refuse(LedgerException.InvalidChange.class, signing);

      world.rotate(h.institute, h.admin);
      world.rotate(h.patient, h.patient);
      Statement old = Altered.generation(said(h.patient, world.set(h.doctor, Role.READER)), 1);
      h.refuse(LedgerException.StaleGeneration.class, old);
      h.accept(said(h.patient, world.set(h.doctor, Role.READER)));
    }

    private record Bad(KeyringId on, Change change) {}

    @Test
    void skipping_or_repeating_a_generation_is_stale() {
      for (int generation : new int[] {1, 3}) {
        Change.Rotate good = good();
        refuse(
            LedgerException.StaleGeneration.class,
            new Change.Rotate(
                generation,
                good.keys(),
                good.previousGeneration(),
                good.previousSecret(),
                good.envelopes()));
      }
    }

    @Test
    void to_the_keys_that_are_there_makes_no_sense() {
      Change.Rotate good = good();
      refuse(
          LedgerException.InvalidChange.class,
          new Change.Rotate(
              2,
              world.state(h.record).current().keys(),
              good.previousGeneration(),
              good.previousSecret(),
              good.envelopes()));
    }

    @Test
    void seals_to_exactly_the_members_that_may_open() {
      world.say(h.record, h.patient, world.set(h.colleague, Role.CONTRIBUTOR));
      assertThat(good().envelopes().generations()).hasSize(2);
      for (int many : new int[] {0, 1, 3}) {
        refuse(
            LedgerException.InvalidChange.class,
            new Change.Rotate(
                2,
                next.publicKeys(),
                1,
                world.leaf(),
                new Change.MembersEnvelopes(Collections.nCopies(many, 1), world.leaf())));
      }
    }

    @Test
    void leaves_out_members_whose_time_is_over() {
      Instant until = world.now().plus(Duration.ofHours(1));
      world.say(h.record, h.patient, world.set(h.doctor, Role.READER, until));
      Change.Rotate withDoctor = good();
      world.pass(Duration.ofHours(1));

      refuse(LedgerException.InvalidChange.class, withDoctor);
      KeyringState state = h.accept(said(h.patient, good()));
      assertThat(state.current().sealedTo()).doesNotContainKey(h.doctor);
      assertThat(state.members()).containsKey(h.doctor);
    }

    @Test
    void to_an_older_generation_of_a_member_is_stale() {
      world.rotate(h.doctor, h.doctor);
      world.say(h.record, h.patient, world.set(h.doctor, Role.READER));
      Change.MembersEnvelopes old =
          new Change.MembersEnvelopes(
              Collections.nCopies(good().envelopes().generations().size(), 1), world.leaf());
      refuse(
          LedgerException.StaleGeneration.class,
          new Change.Rotate(2, next.publicKeys(), 1, world.leaf(), old));
    }

    @Test
    void is_said_by_whoever_may_manage_and_by_nobody_else() {
      for (Role role : List.of(Role.READER, Role.COLLABORATOR, Role.CONTRIBUTOR)) {
        KeyringId someone = world.person();
        world.say(h.record, h.patient, world.set(someone, role));
        h.refuse(LedgerException.NoAuthority.class, said(someone, good()));
      }
      world.say(h.record, h.patient, world.set(h.doctor, Role.MANAGER));
      h.accept(said(h.doctor, good()));
      h.refuse(
          LedgerException.NoAuthority.class,
          world.statement(
              h.department,
              h.doctor,
              List.of(),
              world.rotation(world.state(h.department), world.newKeys(KeyringKind.DEPARTMENT))));
    }

    @Test
    void may_lead_back_past_generations_that_do_not_open() {
      world.rotate(h.record, h.patient);
      world.rotate(h.record, h.patient);
      Change.Rotate good = good();
      for (int back : new int[] {1, 2, 3}) {
        Statement healing =
            said(
                h.patient,
                new Change.Rotate(4, next.publicKeys(), back, world.leaf(), good.envelopes()));
        assertThat(
                new ChainVerifier(world)
                    .append(world.chain(h.record), List.of(world.sign(healing)))
                    .state()
                    .current()
                    .previous()
                    .orElseThrow()
                    .generation())
            .isEqualTo(back);
      }
    }

    @Test
    void leads_back_to_a_generation_that_is_there() {
      Change.Rotate good = good();
      for (int back : new int[] {2, 3}) {
        refuse(
            LedgerException.InvalidChange.class,
            new Change.Rotate(2, good.keys(), back, good.previousSecret(), good.envelopes()));
      }
      assertThatThrownBy(
              () -> new Change.Rotate(2, good.keys(), 0, good.previousSecret(), good.envelopes()))
          .isInstanceOf(LedgerException.Malformed.class);
    }
  }
}
