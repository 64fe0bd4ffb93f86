package io.medseal.ledger.chains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a client remembers of a chain (spec/keyrings.md section 9). */
class RememberedHeadTest {
  private final Hospital h = new Hospital();
  private final World world = h.world;

  private RememberedHead remember(Instant seenAt) {
    return RememberedHead.of(world.chain(h.record), Optional.of(seenAt));
  }

  private static void refuse(RememberedHead seen, VerifiedChain answer) {
    assertThatThrownBy(() -> seen.check(answer)).isInstanceOf(LedgerException.BrokenChain.class);
  }

  @Test
  void the_same_chain_and_a_longer_one_continue_it() {
    RememberedHead seen = remember(world.now());
    seen.check(world.chain(h.record));
    world.say(h.record, h.patient, world.set(h.stranger, Role.READER));
    world.say(h.record, h.patient, world.set(h.admin, Role.READER));
    seen.check(world.chain(h.record));
    assertThat(seen.keyring()).isEqualTo(h.record);
  }

  @Test
  void a_chain_that_was_rolled_back_does_not() {
    RememberedHead seen = remember(world.now());
    List<Bytes> raw = world.raw(h.record);
    refuse(seen, new ChainVerifier(world).verify(h.record, raw.subList(0, raw.size() - 1)));
  }

  @Test
  void a_fork_does_not_even_when_it_is_longer() {
    VerifiedChain before = world.chain(h.record);
    List<Bytes> fork =
        List.of(
            world.sign(
                world.statement(
                    h.record, h.patient, List.of(), world.set(h.gateway, Role.READER))));
    world.say(h.record, h.patient, world.set(h.stranger, Role.READER));
    RememberedHead seen = remember(world.now());
    refuse(seen, new ChainVerifier(world).append(before, fork));
  }

  @Test
  void another_keyrings_chain_does_not() {
    refuse(remember(world.now()), world.chain(h.section));
  }

  @Test
  void a_statement_dated_long_before_the_head_was_seen_does_not() {
    RememberedHead onTime = remember(world.now().plus(Duration.ofMinutes(15)).plusSeconds(1));
    RememberedHead late =
        remember(world.now().plus(Duration.ofMinutes(15)).plusSeconds(1).plusMillis(1));
    RememberedHead withoutClock = RememberedHead.of(world.chain(h.record), Optional.empty());
    world.say(h.record, h.patient, world.set(h.stranger, Role.READER)); // a second later

    onTime.check(world.chain(h.record));
    withoutClock.check(world.chain(h.record));
    assertThatThrownBy(() -> late.check(world.chain(h.record)))
        .isInstanceOfSatisfying(
            LedgerException.AddedLate.class,
            e -> {
              assertThat(e.chain()).contains(h.record.hex());
              assertThat(e.statement()).hasValue(world.state(h.record).seq());
            });
  }
}
