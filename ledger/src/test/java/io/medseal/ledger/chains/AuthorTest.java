package io.medseal.ledger.chains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether an author might add to a section (spec/bodies.md section 4). */
class AuthorTest {
  private final Hospital h = new Hospital();
  private final World world = h.world;
  private final AuthorityCheck check = new AuthorityCheck(world);

  private List<Header.Hop> way(KeyringId... keyrings) {
    return Stream.of(keyrings).map(world::hop).toList();
  }

  private PublicKeys author(Header.Signer author, List<Header.Hop> via, Instant time) {
    return check.checkAuthor(author, via, world.chain(h.section), time);
  }

  private void refuse(
      Class<? extends LedgerException> why,
      Header.Signer author,
      List<Header.Hop> via,
      Instant time) {
    assertThatThrownBy(() -> author(author, via, time)).isExactlyInstanceOf(why);
  }

  @Test
  void who_may_add_is_answered_with_its_keys() {
    assertThat(author(world.signer(h.patient), way(h.record, h.section), world.now()))
        .isEqualTo(world.keys(h.patient).publicKeys());
    assertThat(author(world.signer(h.doctor), way(h.department, h.record, h.section), world.now()))
        .isEqualTo(world.keys(h.doctor).publicKeys());
    world.say(h.section, h.patient, List.of(h.record), world.set(h.gateway, Role.CONTRIBUTOR));
    assertThat(author(world.signer(h.gateway), way(h.section), world.now()))
        .isEqualTo(world.keys(h.gateway).publicKeys());
  }

  @Test
  void who_may_only_read_or_nothing_is_refused() {
    world.say(h.record, h.patient, world.set(h.stranger, Role.READER));
    refuse(
        LedgerException.NoAuthority.class,
        world.signer(h.stranger),
        way(h.record, h.section),
        world.now());
    refuse(
        LedgerException.NoAuthority.class,
        world.signer(h.gateway),
        way(h.record, h.section),
        world.now());
    refuse(
        LedgerException.NoAuthority.class,
        world.signer(h.doctor),
        way(h.record, h.section),
        world.now());
  }

  @Test
  void the_way_ends_with_the_section() {
    for (List<Header.Hop> via : List.of(way(), way(h.record), way(h.section, h.record))) {
      refuse(LedgerException.NoAuthority.class, world.signer(h.patient), via, world.now());
    }
  }

  @Test
  void unknown_heads_and_keyrings_are_refused() {
    StatementHash unknown = new StatementHash("1".repeat(64));
    Header.Signer patient = world.signer(h.patient);
    refuse(
        LedgerException.NoAuthority.class,
        patient,
        List.of(world.hop(h.record), new Header.Hop(h.section, unknown)),
        world.now());
    refuse(
        LedgerException.NoAuthority.class,
        patient,
        List.of(new Header.Hop(h.record, unknown), world.hop(h.section)),
        world.now());
    refuse(
        LedgerException.NoAuthority.class,
        new Header.Signer(h.patient, 1, unknown),
        way(h.record, h.section),
        world.now());
    refuse(
        LedgerException.NoAuthority.class,
        new Header.Signer(new KeyringId("1".repeat(64)), 1, world.head(h.patient)),
        way(h.record, h.section),
        world.now());
  }

  @Test
  void a_head_that_had_been_followed_for_more_than_15_minutes_is_what_the_author_did_not_know() {
    List<Header.Hop> named = new ArrayList<>(way(h.record, h.section));
    named.add(new Header.Hop(h.patient, world.head(h.patient)));
    assertThat(check.unawareSince(named, world.now())).isEmpty();
    world.pass(Duration.ofHours(1));
    world.say(h.section, h.patient, List.of(h.record), world.set(h.gateway, Role.CONTRIBUTOR));
    Instant followed = world.now();
    world.pass(Duration.ofMinutes(5));
    world.say(h.record, h.patient, world.set(h.stranger, Role.READER));
    assertThat(check.unawareSince(named, followed.plus(Duration.ofMinutes(15)))).isEmpty();
    assertThat(check.unawareSince(named, followed.plus(Duration.ofMinutes(15)).plusMillis(1)))
        .contains(followed);
    assertThat(check.unawareSince(named, followed.plus(Duration.ofHours(9))))
        .as("the first of them")
        .contains(followed);
    // it is the author's nonetheless
    assertThat(
            author(
                new Header.Signer(h.patient, 1, named.getLast().head()),
                named.subList(0, 2),
                followed.plus(Duration.ofHours(9))))
        .isEqualTo(world.keys(h.patient).publicKeys());
    assertThat(check.unawareSince(way(h.record, h.section), followed.plus(Duration.ofHours(9))))
        .as("the newest heads")
        .isEmpty();
  }

  @Test
  void a_report_is_at_most_5_minutes_older_than_any_head_it_names() {
    world.pass(Duration.ofHours(1));
    world.say(h.section, h.patient, List.of(h.record), world.set(h.gateway, Role.CONTRIBUTOR));
    Instant named = world.state(h.section).time();
    Header.Signer patient = world.signer(h.patient);
    author(patient, way(h.record, h.section), named.minus(Duration.ofMinutes(5)));
    refuse(
        LedgerException.BrokenChain.class,
        patient,
        way(h.record, h.section),
        named.minus(Duration.ofMinutes(5)).minusMillis(1));
  }

  @Test
  void a_membership_that_had_ended_is_told() {
    Instant until = world.now().plus(Duration.ofDays(1));
    world.say(
        h.section, h.patient, List.of(h.record), world.set(h.gateway, Role.CONTRIBUTOR, until));
    author(world.signer(h.gateway), way(h.section), until.minusMillis(1));
    refuse(LedgerException.ExpiredMember.class, world.signer(h.gateway), way(h.section), until);
  }

  @Test
  void heads_may_be_old_where_the_way_still_held() {
    Header.Signer doctor = world.signer(h.doctor);
    List<Header.Hop> way = way(h.department, h.record, h.section);
    world.pass(Duration.ofDays(3));
    world.say(h.department, h.head, world.set(h.admin, Role.READER));
    world.say(h.section, h.patient, List.of(h.record), world.set(h.gateway, Role.CONTRIBUTOR));
    world.pass(Duration.ofDays(3));
    assertThat(author(doctor, way, world.now())).isEqualTo(world.keys(h.doctor).publicKeys());
  }

  @Test
  void old_heads_do_not_help_who_was_removed_in_the_meantime() {
    Header.Signer doctor = world.signer(h.doctor);
    List<Header.Hop> way = way(h.department, h.record, h.section);
    world.pass(Duration.ofDays(3));
    world.expel(h.doctor, h.department, h.head);
    Instant removed = world.state(h.department).time();

    author(doctor, way, removed.plus(Duration.ofMinutes(15)).minusMillis(1));
    refuse(LedgerException.NoAuthority.class, doctor, way, removed.plus(Duration.ofMinutes(15)));
  }

  @Test
  void old_heads_do_not_help_where_the_section_or_record_dropped_the_department() {
    Header.Signer doctor = world.signer(h.doctor);
    List<Header.Hop> way = way(h.department, h.record, h.section);
    world.pass(Duration.ofDays(3));
    world.expel(h.department, h.record, h.patient);
    refuse(
        LedgerException.NoAuthority.class, doctor, way, world.now().plus(Duration.ofMinutes(15)));

    world.say(h.section, h.patient, List.of(h.record), world.set(h.gateway, Role.CONTRIBUTOR));
    Header.Signer gateway = world.signer(h.gateway);
    List<Header.Hop> direct = way(h.section);
    world.expel(h.gateway, h.section, h.patient, h.record);
    refuse(
        LedgerException.NoAuthority.class,
        gateway,
        direct,
        world.now().plus(Duration.ofMinutes(15)));
  }

  @Test
  void old_keys_end_with_their_replacement() {
    Header.Signer before = world.signer(h.patient);
    List<Header.Hop> way = way(h.record, h.section);
    world.pass(Duration.ofDays(3));
    world.rotate(h.patient, h.patient);
    Instant replaced = world.state(h.patient).time();

    author(before, way, replaced);
    refuse(
        LedgerException.StaleGeneration.class, before, way, replaced.plus(Duration.ofMinutes(15)));
    refuse(
        LedgerException.StaleGeneration.class,
        new Header.Signer(h.patient, 1, world.head(h.patient)),
        way,
        world.now());
  }

  @Test
  void nothing_is_added_to_a_closed_section_or_by_a_closed_account() {
    world.say(h.section, h.patient, List.of(h.record), new Change.Close());
    refuse(
        LedgerException.NoAuthority.class,
        world.signer(h.patient),
        way(h.record, h.section),
        world.now());
    world.say(h.doctor, h.doctor, new Change.Close());
    refuse(
        LedgerException.NoAuthority.class,
        world.signer(h.doctor),
        way(h.department, h.record, h.section),
        world.now());
  }
}
