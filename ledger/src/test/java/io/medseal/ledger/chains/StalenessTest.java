package io.medseal.ledger.chains;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Cascades (spec/keyrings.md section 8). */
class StalenessTest {
  private final Hospital h = new Hospital();
  private final World world = h.world;
  private final Staleness staleness = new Staleness(world);

  private boolean stale(KeyringId id) {
    return staleness.isStale(id, world.now());
  }

  private List<KeyringId> targets(KeyringId id) {
    return List.copyOf(staleness.targets(id, world.now()));
  }

  @Test
  void what_nobody_has_left_is_fresh_and_its_own_target() {
    for (KeyringId id :
        List.of(h.patient, h.gateway, h.institute, h.department, h.record, h.section)) {
      assertThat(stale(id)).isFalse();
      assertThat(targets(id)).containsExactly(id);
    }
  }

  @Test
  void a_removal_in_a_department_makes_stale_what_it_may_open_until_each_is_rotated() {
    world.expel(h.colleague, h.department, h.head);

    assertThat(stale(h.department)).isFalse();
    assertThat(stale(h.record)).isTrue();
    assertThat(stale(h.section)).isTrue();
    assertThat(targets(h.record)).containsExactlyInAnyOrder(h.department, h.patient);
    assertThat(targets(h.section)).containsExactlyInAnyOrder(h.department, h.patient);

    world.rotate(h.record, h.doctor, h.department);
    assertThat(stale(h.record)).isFalse();
    assertThat(stale(h.section)).isTrue();
    assertThat(targets(h.section)).containsExactly(h.record);

    world.rotate(h.section, h.patient, h.record);
    assertThat(stale(h.section)).isFalse();
    assertThat(targets(h.section)).containsExactly(h.section);
  }

  @Test
  void a_removal_two_groups_away_reaches_as_far() {
    KeyringId ward = world.make(KeyringKind.DEPARTMENT, h.head);
    world.say(ward, h.head, world.set(h.stranger, Role.READER));
    world.say(h.department, h.head, world.set(ward, Role.READER));
    world.expel(h.stranger, ward, h.head);

    assertThat(stale(h.department)).isTrue();
    assertThat(stale(h.section)).isTrue();
    assertThat(targets(h.section))
        .containsExactlyInAnyOrder(h.patient, h.head, h.doctor, h.colleague, ward);
  }

  @Test
  void a_replaced_secret_of_a_person_makes_stale_what_it_may_open() {
    world.rotate(h.doctor, h.doctor);
    assertThat(stale(h.doctor)).isFalse();
    assertThat(stale(h.department)).isTrue();
    assertThat(stale(h.section)).isTrue();
  }

  @Test
  void sealing_the_same_secret_again_does_not_make_it_fresh() {
    world.expel(h.colleague, h.department, h.head);
    world.say(h.record, h.patient, world.set(h.department, Role.MANAGER));

    assertThat(world.state(h.record).current().sealedTo().get(h.department).generation())
        .isEqualTo(2);
    assertThat(stale(h.record)).isTrue();
    world.rotate(h.record, h.patient);
    assertThat(stale(h.record)).isFalse();
  }

  @Test
  void a_contributor_has_no_secret_to_lose() {
    KeyringId other = world.make(KeyringKind.RECORD, h.patient);
    world.say(other, h.patient, world.set(h.department, Role.CONTRIBUTOR));
    world.expel(h.colleague, h.department, h.head);
    assertThat(stale(other)).isFalse();
  }

  @Test
  void a_member_whose_time_is_over_makes_stale_until_rotated() {
    Instant until = world.now().plus(Duration.ofHours(1));
    world.say(h.record, h.patient, world.set(h.stranger, Role.READER, until));
    assertThat(staleness.isStale(h.record, until.minusMillis(1))).isFalse();
    assertThat(staleness.isStale(h.record, until)).isTrue();
    assertThat(staleness.targets(h.record, until))
        .containsExactlyInAnyOrder(h.patient, h.department);
    world.pass(Duration.ofHours(2));
    world.rotate(h.record, h.patient);
    assertThat(stale(h.record)).isFalse();
    assertThat(world.state(h.record).members()).containsKey(h.stranger);
  }

  @Test
  void a_member_that_still_opens_in_another_role_does_not() {
    Instant until = world.now().plus(Duration.ofHours(1));
    world.say(h.record, h.patient, world.set(h.stranger, Role.MANAGER, until));
    world.say(h.record, h.patient, world.set(h.stranger, Role.READER));
    assertThat(staleness.isStale(h.record, until)).isFalse();
  }

  @Test
  void who_left_makes_stale_until_somebody_rotates() {
    world.say(h.record, h.patient, world.set(h.stranger, Role.READER));
    world.say(h.record, h.patient, world.set(h.admin, Role.CONTRIBUTOR));
    world.say(h.record, h.admin, new Change.Leave());
    assertThat(stale(h.record)).isFalse();
    world.say(h.record, h.stranger, new Change.Leave());
    assertThat(stale(h.record)).isTrue();
    assertThat(targets(h.record)).containsExactlyInAnyOrder(h.patient, h.department);
    world.rotate(h.record, h.patient);
    assertThat(stale(h.record)).isFalse();
  }

  @Test
  void who_left_and_came_back_knows_the_secret_and_may() {
    world.say(h.record, h.patient, world.set(h.stranger, Role.READER));
    world.say(h.record, h.stranger, new Change.Leave());
    world.say(h.record, h.patient, world.set(h.stranger, Role.READER));
    assertThat(stale(h.record)).isFalse();
  }

  @Test
  void a_share_is_stale_with_its_section() {
    KeyringId share = world.share(world.report(), h.section, h.patient, h.record);
    assertThat(stale(share)).isFalse();
    world.expel(h.colleague, h.department, h.head);
    assertThat(stale(share)).isTrue();
  }

  @Test
  void what_does_not_open_to_somebody_is_sealed_around_by_them() {
    assertThat(staleness.targets(h.section, world.now(), Set.of(h.section)))
        .containsExactly(h.record);
    assertThat(staleness.targets(h.section, world.now(), Set.of(h.record)))
        .containsExactlyInAnyOrder(h.department, h.patient);
  }

  @Test
  void a_membership_prolonged_after_its_end_does_not() {
    Instant until = world.now().plus(Duration.ofHours(1));
    world.say(h.record, h.patient, world.set(h.stranger, Role.READER, until));
    world.pass(Duration.ofHours(2));
    assertThat(stale(h.record)).isTrue();
    world.say(h.record, h.patient, world.set(h.stranger, Role.READER));
    assertThat(stale(h.record)).isFalse();
  }

  @Test
  void what_is_unknown_is_not_sealed_to() {
    Staleness blind =
        new Staleness(id -> id.equals(h.department) ? Optional.empty() : world.find(id));
    assertThat(blind.isStale(h.department, world.now())).isTrue();
    assertThat(blind.isStale(h.record, world.now())).isTrue();
    assertThat(blind.targets(h.record, world.now())).containsExactly(h.patient);
    assertThat(blind.targets(h.department, world.now())).isEmpty();
  }

  @Test
  void a_ring_is_stale_and_its_people_are_its_targets() {
    KeyringId ward = world.make(KeyringKind.DEPARTMENT, h.head);
    world.say(ward, h.head, world.set(h.department, Role.READER));
    world.say(h.department, h.head, world.set(ward, Role.READER));

    assertThat(stale(ward)).isTrue();
    assertThat(stale(h.department)).isTrue();
    assertThat(stale(h.record)).isTrue();
    assertThat(targets(h.record))
        .containsExactlyInAnyOrder(h.patient, h.head, h.doctor, h.colleague);
  }

  @Test
  void as_many_keyrings_as_a_way_may_have_can_be_fresh() {
    KeyringId below = h.stranger;
    KeyringId before = below;
    for (int i = 0; i < 7; i++) {
      KeyringId group = world.make(KeyringKind.DEPARTMENT, h.head);
      world.say(group, h.head, world.set(below, Role.READER));
      before = below;
      below = group;
    }
    KeyringId six = world.make(KeyringKind.RECORD, h.patient);
    world.say(six, h.patient, world.set(before, Role.READER));
    KeyringId seven = world.make(KeyringKind.RECORD, h.patient);
    world.say(seven, h.patient, world.set(below, Role.READER));

    assertThat(stale(six)).isFalse();
    assertThat(stale(seven)).isTrue();
    assertThat(targets(seven)).containsExactlyInAnyOrder(below, h.patient);
  }
}
