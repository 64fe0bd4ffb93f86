package io.medseal.ledger.chains;

import static io.medseal.ledger.keyrings.Capability.ADD;
import static io.medseal.ledger.keyrings.Capability.MANAGE;
import static io.medseal.ledger.keyrings.Capability.OPEN;
import static io.medseal.ledger.keyrings.Capability.OWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Capabilities and ways (spec/keyrings.md section 7). */
class AuthorityTest {
  private final Hospital h = new Hospital();
  private final World world = h.world;
  private final Authority authority = new Authority(world);

  private Set<Capability> may(KeyringId who, KeyringId on) {
    return authority.capabilities(who, on, world.now());
  }

  @ParameterizedTest
  @EnumSource
  void a_direct_member_may_what_its_role_says_until_it_ends(Role role) {
    Instant until = world.now().plus(Duration.ofDays(1));
    world.say(h.record, h.patient, world.set(h.stranger, role, until));

    assertThat(authority.capabilities(h.stranger, h.record, until.minusMillis(1)))
        .isEqualTo(role.capabilities());
    assertThat(authority.capabilities(h.stranger, h.section, until.minusMillis(1)))
        .isEqualTo(role.capabilities());
    assertThat(authority.capabilities(h.stranger, h.record, until)).isEmpty();
    assertThat(authority.capabilities(h.stranger, h.section, until)).isEmpty();
  }

  @Test
  void several_ways_add_up() {
    world.say(h.record, h.patient, world.set(h.stranger, Role.COLLABORATOR));
    assertThat(may(h.stranger, h.section)).containsExactlyInAnyOrder(OPEN, ADD);
    world.say(h.department, h.head, world.set(h.stranger, Role.READER));
    assertThat(may(h.stranger, h.section)).containsExactlyInAnyOrder(MANAGE, OPEN, ADD);
  }

  @Test
  void a_department_passes_on_what_it_was_given_to_whoever_opens_it() {
    for (KeyringId member : List.of(h.head, h.doctor, h.colleague)) {
      assertThat(may(member, h.record)).containsExactlyInAnyOrder(MANAGE, OPEN, ADD);
      assertThat(may(member, h.section)).containsExactlyInAnyOrder(MANAGE, OPEN, ADD);
    }
    world.say(h.department, h.head, world.set(h.stranger, Role.CONTRIBUTOR));
    assertThat(may(h.stranger, h.department)).containsExactly(ADD);
    assertThat(may(h.stranger, h.record)).isEmpty();
  }

  @Test
  void institutes_and_nested_departments_pass_on_alike() {
    world.say(h.record, h.patient, world.set(h.institute, Role.CONTRIBUTOR));
    world.say(h.institute, h.admin, world.set(h.department, Role.READER));
    assertThat(may(h.admin, h.section)).containsExactly(ADD);
    assertThat(may(h.institute, h.section)).containsExactly(ADD);
    assertThat(may(h.doctor, h.institute)).containsExactly(OPEN);
  }

  @Test
  void persons_and_services_have_everything_on_themselves_and_nobody_else_has() {
    assertThat(may(h.patient, h.patient)).isEqualTo(Role.OWNER.capabilities());
    assertThat(may(h.gateway, h.gateway)).isEqualTo(Role.OWNER.capabilities());
    assertThat(may(h.doctor, h.patient)).isEmpty();
    assertThat(may(h.institute, h.institute)).isEmpty();
    assertThat(may(h.department, h.department)).isEmpty();
    world.say(h.patient, h.patient, new Change.Close());
    assertThat(may(h.patient, h.patient)).containsExactly(OPEN);
  }

  @Test
  void closing_leaves_opening() {
    world.say(h.department, h.head, new Change.Close());
    assertThat(may(h.head, h.department)).containsExactly(OPEN);
    assertThat(may(h.doctor, h.section)).containsExactly(OPEN);
    assertThat(may(h.patient, h.section)).isEqualTo(Role.OWNER.capabilities());
    world.say(h.record, h.patient, new Change.Close());
    assertThat(may(h.patient, h.record)).containsExactly(OPEN);
    assertThat(may(h.patient, h.section)).containsExactly(OPEN);
    assertThat(authority.path(h.patient, h.section, OPEN, world.now())).contains(List.of(h.record));
    assertThat(authority.path(h.patient, h.section, ADD, world.now())).isEmpty();
  }

  @Test
  void unknown_keyrings_give_nothing() {
    KeyringId unknown = new KeyringId("1".repeat(64));
    assertThat(may(h.patient, unknown)).isEmpty();
    assertThat(authority.path(h.patient, unknown, OPEN, world.now())).isEmpty();
    assertThat(may(unknown, h.record)).isEmpty();
    Authority withoutDepartment =
        new Authority(id -> id.equals(h.department) ? java.util.Optional.empty() : world.find(id));
    assertThat(withoutDepartment.capabilities(h.doctor, h.record, world.now())).isEmpty();
    assertThat(withoutDepartment.capabilities(h.patient, h.record, world.now())).hasSize(4);
  }

  @Test
  void at_most_six_keyrings_stand_between() {
    KeyringId below = h.stranger;
    KeyringId seventh = null;
    for (int i = 0; i < 7; i++) {
      KeyringId group = world.make(KeyringKind.DEPARTMENT, h.head);
      world.say(group, h.head, world.set(below, Role.READER));
      seventh = below;
      below = group;
    }
    world.say(h.record, h.patient, world.set(seventh, Role.READER));
    assertThat(may(h.stranger, h.record)).containsExactly(OPEN);
    assertThat(authority.path(h.stranger, h.record, OPEN, world.now()).orElseThrow()).hasSize(6);
    assertThat(may(h.stranger, h.section)).isEmpty();
    assertThat(authority.path(h.stranger, h.section, OPEN, world.now())).isEmpty();

    KeyringId other = world.make(KeyringKind.RECORD, h.patient);
    world.say(other, h.patient, world.set(below, Role.READER));
    assertThat(may(h.stranger, other)).isEmpty();
  }

  @Test
  void a_ring_gives_nothing() {
    // Reader of the record only; the ring record, ward, record would make an owner of it.
    KeyringId ward = world.make(KeyringKind.DEPARTMENT, h.head);
    world.say(h.record, h.patient, world.set(h.stranger, Role.READER));
    world.say(ward, h.head, world.set(h.record, Role.READER));
    world.say(h.record, h.patient, world.set(ward, Role.OWNER));

    assertThat(may(h.stranger, ward)).containsExactly(OPEN);
    assertThat(may(h.stranger, h.record)).containsExactly(OPEN);
    assertThat(may(h.stranger, h.section)).containsExactly(OPEN);
    assertThat(authority.path(h.stranger, h.section, OWN, world.now())).isEmpty();
    assertThat(may(h.head, h.section)).isEqualTo(Role.OWNER.capabilities());
  }

  @Test
  void nobody_has_authority_over_itself_by_way_of_others() {
    world.say(h.institute, h.admin, world.set(h.department, Role.OWNER));
    world.say(h.department, h.head, world.set(h.institute, Role.READER));
    assertThat(may(h.institute, h.institute)).isEmpty();
    assertThat(authority.path(h.institute, h.institute, OPEN, world.now())).isEmpty();
    assertThat(may(h.doctor, h.institute)).isEqualTo(Role.OWNER.capabilities());
  }

  @Test
  void the_shortest_way_is_answered() {
    world.say(h.institute, h.admin, world.set(h.doctor, Role.READER));
    world.say(h.department, h.head, world.set(h.institute, Role.READER));
    assertThat(authority.path(h.doctor, h.section, MANAGE, world.now()))
        .contains(List.of(h.department, h.record));
    assertThat(authority.path(h.admin, h.section, MANAGE, world.now()))
        .contains(List.of(h.institute, h.department, h.record));
    assertThat(authority.path(h.patient, h.record, OWN, world.now())).contains(List.of());
    assertThat(authority.path(h.patient, h.patient, OWN, world.now())).contains(List.of());
    assertThat(authority.path(h.doctor, h.section, OWN, world.now())).isEmpty();
  }

  @Test
  void groups_that_meet_again_and_again_are_answered_at_once() {
    // Six layers of five groups, each a member of all in the next: 5^6 ways, and none of them
    // leads.
    List<KeyringId> layer = new ArrayList<>();
    KeyringId top = world.make(KeyringKind.RECORD, h.patient);
    layer.add(top);
    for (int depth = 0; depth < 6; depth++) {
      List<KeyringId> next = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        next.add(world.make(KeyringKind.DEPARTMENT, h.patient));
      }
      for (KeyringId group : layer) {
        for (KeyringId member : next) {
          world.say(group, h.patient, world.set(member, Role.READER));
        }
      }
      layer = next;
    }
    int[] lookups = {0};
    Authority counting =
        new Authority(
            id -> {
              lookups[0]++;
              return world.find(id);
            });

    assertThat(counting.capabilities(h.stranger, top, world.now())).isEmpty();
    assertThat(counting.path(h.stranger, top, OPEN, world.now())).isEmpty();
    assertThat(lookups[0]).isLessThan(100);
    assertThat(new Staleness(world).isStale(top, world.now())).isFalse();
  }
}
