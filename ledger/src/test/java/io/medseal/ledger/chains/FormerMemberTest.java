package io.medseal.ledger.chains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.world.Altered;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What somebody who was removed can still do together with the service, which checks nothing:
 * docs/adr/0003. The doctor managed the record through the department, and has been removed from
 * it.
 */
class FormerMemberTest {
  private final Hospital h = new Hospital();
  private final World world = h.world;
  private final KeyringId accomplice = world.person();
  private StatementHash departmentBefore;
  private Instant removed;

  @BeforeEach
  void the_doctor_is_removed_from_the_department() {
    departmentBefore = world.head(h.department);
    world.pass(Duration.ofDays(30));
    world.expel(h.doctor, h.department, h.head);
    removed = world.state(h.department).time();
    world.pass(Duration.ofDays(30));
  }

  private Statement forged(Change change, Instant time) {
    Statement honest = world.statement(h.record, h.doctor, List.of(h.department), change);
    return Altered.time(Altered.hopHead(honest, 0, departmentBefore), time);
  }

  @Test
  void the_newest_head_gives_nothing() {
    h.refuse(
        LedgerException.NoAuthority.class,
        world.statement(
            h.record, h.doctor, List.of(h.department), world.set(accomplice, Role.READER)));
  }

  @Test
  void the_old_head_does_not_go_with_a_new_date() {
    h.refuse(
        LedgerException.NoAuthority.class,
        forged(world.set(accomplice, Role.MANAGER), world.now()));
  }

  @Test
  void a_date_before_the_removal_does_not_go_behind_a_later_statement() {
    world.say(h.record, h.patient, world.set(h.stranger, Role.CONTRIBUTOR));
    h.refuse(
        LedgerException.BrokenChain.class,
        forged(world.set(accomplice, Role.MANAGER), removed.minusSeconds(1)));
  }

  @Test
  void a_date_before_the_removal_is_refused_by_whoever_looked_since() {
    RememberedHead seen =
        RememberedHead.of(world.chain(h.record), Optional.of(removed.plus(Duration.ofMinutes(16))));
    Bytes forged = world.sign(forged(world.set(accomplice, Role.MANAGER), removed.minusSeconds(1)));
    VerifiedChain chain = new ChainVerifier(world).append(world.chain(h.record), List.of(forged));

    assertThatThrownBy(() -> seen.check(chain)).isInstanceOf(LedgerException.AddedLate.class);
  }

  @Test
  void what_nobody_could_notice_is_pointed_out() {
    RememberedHead seen = RememberedHead.of(world.chain(h.record), Optional.empty());
    Statement honest =
        world.statement(h.record, h.patient, List.of(), world.set(h.stranger, Role.READER));
    h.accept(Altered.time(honest, removed.minusSeconds(2)));
    Statement forged = forged(world.set(accomplice, Role.MANAGER), removed.minusSeconds(1));
    h.accept(forged);

    FormerAuthority former = new FormerAuthority(world);
    assertThat(former.statements(world.chain(h.record), Optional.of(seen.head()), world.now()))
        .extracting(entry -> entry.statement().change())
        .containsExactly(forged.change());
    assertThat(former.statements(world.chain(h.record), Optional.empty(), world.now()))
        .extracting(entry -> entry.statement().change())
        .containsExactly(forged.change());
    assertThat(
            former.statements(
                world.chain(h.record), Optional.of(world.head(h.record)), world.now()))
        .isEmpty();
  }

  @Test
  void what_could_be_said_then_and_no_more_is_told_from_what_could_not_be_said_then() {
    Statement forged = forged(world.set(accomplice, Role.MANAGER), removed.minusSeconds(1));
    FormerAuthority former = new FormerAuthority(world);

    assertThat(former.isLost(forged, world.state(h.record), removed.minusSeconds(1), world.now()))
        .isTrue();
    assertThat(former.isLost(forged, world.state(h.record), removed, world.now())).isFalse();
    assertThat(
            former.isLost(
                world.statement(h.record, h.patient, List.of(), world.set(h.stranger, Role.READER)),
                world.state(h.record),
                removed.minusSeconds(1),
                world.now()))
        .isFalse();
  }

  @Test
  void a_rotation_dated_back_does_not_look_fresh() {
    // She makes a secret that she knows, and seals it to the department as it is without her.
    Change.Rotate rotation =
        world.rotation(world.state(h.record), world.newKeys(KeyringKind.RECORD));
    assertThat(rotation.envelopes().generations()).contains(2);
    h.refuse(LedgerException.StaleGeneration.class, forged(rotation, removed.minusSeconds(1)));

    Change.Rotate toTheOld =
        new Change.Rotate(
            rotation.generation(),
            rotation.keys(),
            rotation.previousGeneration(),
            rotation.previousSecret(),
            allIn(1, rotation.envelopes()));
    h.accept(forged(toTheOld, removed.minusSeconds(1)));
    assertThat(new Staleness(world).isStale(h.record, world.now())).isTrue();
  }

  private static Change.MembersEnvelopes allIn(int generation, Change.MembersEnvelopes envelopes) {
    return new Change.MembersEnvelopes(
        Collections.nCopies(envelopes.generations().size(), generation), envelopes.root());
  }

  @Test
  void a_removed_direct_member_can_only_fork() {
    world.say(h.record, h.patient, world.set(accomplice, Role.MANAGER));
    VerifiedChain before = world.chain(h.record);
    RememberedHead seenBefore = RememberedHead.of(before, Optional.empty());
    world.expel(accomplice, h.record, h.patient);
    RememberedHead seenAfter = RememberedHead.of(world.chain(h.record), Optional.empty());

    Statement late =
        world.statement(h.record, accomplice, List.of(), world.set(h.doctor, Role.READER));
    h.refuse(LedgerException.NoAuthority.class, late);

    KeyringState old = before.state();
    Statement fork =
        Altered.time(
            Altered.seq(Altered.previous(late, old.head()), old.seq() + 1),
            old.time().plusSeconds(1));
    VerifiedChain forked = new ChainVerifier(world).append(before, List.of(world.sign(fork)));
    seenBefore.check(forked); // who has not seen the removal can't tell: withholding
    assertThatThrownBy(() -> seenAfter.check(forked))
        .isInstanceOf(LedgerException.BrokenChain.class);
    assertThat(StatementCodec.hash(world.sign(fork))).isEqualTo(forked.state().head());
  }

  @Test
  void a_stolen_signing_key_ends_with_its_replacement() {
    StatementHash stolenAt = world.head(h.patient);
    Statement before =
        world.statement(h.record, h.patient, List.of(), world.set(accomplice, Role.MANAGER));
    world.rotate(h.patient, h.patient);
    Instant replaced = world.state(h.patient).time();
    world.pass(Duration.ofDays(1));
    Statement stolen = Altered.signerHead(Altered.generation(before, 1), stolenAt);

    h.refuse(
        LedgerException.NoAuthority.class,
        Altered.time(stolen, replaced.plus(Duration.ofMinutes(15)).plusMillis(1)));
    h.accept(Altered.time(stolen, replaced));
    assertThat(
            new FormerAuthority(world)
                .statements(world.chain(h.record), Optional.empty(), world.now()))
        .extracting(entry -> entry.state().seq())
        .contains(world.state(h.record).seq());
  }

  @Test
  void sections_made_by_somebody_who_left_are_pointed_out() {
    KeyringId later =
        world.make(
            KeyringKind.SECTION,
            h.colleague,
            List.of(h.department, h.record),
            h.record,
            List.of(world.member(h.record, Role.OWNER)));
    FormerAuthority former = new FormerAuthority(world);
    assertThat(former.statements(world.chain(later), Optional.empty(), world.now())).isEmpty();
    world.expel(h.colleague, h.department, h.head);
    assertThat(former.statements(world.chain(later), Optional.empty(), world.now())).hasSize(1);
    assertThat(former.statements(world.chain(h.section), Optional.empty(), world.now())).isEmpty();
    assertThat(former.statements(world.chain(h.patient), Optional.empty(), world.now())).isEmpty();
  }
}
