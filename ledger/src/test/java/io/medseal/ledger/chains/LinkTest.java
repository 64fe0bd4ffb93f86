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
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.world.Altered;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How statements hang together (spec/keyrings.md sections 3, 6 and 9). */
class LinkTest {
  private final Hospital h = new Hospital();
  private final World world = h.world;
  private final Statement next =
      world.statement(h.record, h.patient, List.of(), world.set(h.doctor, Role.READER));

  @Nested
  @DisplayName("A statement is refused as a broken chain when")
  class BrokenChain {
    @Test
    void it_is_of_another_keyring() {
      KeyringId other = world.make(KeyringKind.RECORD, h.patient);
      Bytes replayed = world.say(other, h.patient, world.set(h.doctor, Role.READER));
      h.refuseSigned(LedgerException.BrokenChain.class, h.record, 2, List.of(replayed));
    }

    @Test
    void its_seq_skips_one() {
      h.refuse(LedgerException.BrokenChain.class, Altered.seq(next, 3));
    }

    @Test
    void its_seq_is_that_of_the_one_before() {
      h.refuse(LedgerException.BrokenChain.class, Altered.seq(next, 1));
    }

    @Test
    void it_follows_an_older_statement() {
      StatementHash first = world.chain(h.record).entries().getFirst().state().head();
      h.refuse(LedgerException.BrokenChain.class, Altered.previous(next, first));
    }

    @Test
    void it_follows_nothing() {
      h.refuse(LedgerException.BrokenChain.class, Altered.previous(next, StatementHash.NONE));
    }

    @Test
    void it_stands_there_already() {
      h.refuseSigned(
          LedgerException.BrokenChain.class, h.record, 2, List.of(world.raw(h.record).getLast()));
    }

    @Test
    void it_is_a_millisecond_older_than_the_one_before() {
      h.refuse(
          LedgerException.BrokenChain.class,
          Altered.time(next, world.state(h.record).time().minusMillis(1)));
      h.accept(Altered.time(next, world.state(h.record).time()));
    }

    @Test
    void it_is_a_second_create() {
      Change create = world.chain(h.record).entries().getFirst().statement().change();
      h.refuse(LedgerException.BrokenChain.class, Altered.change(next, create));
    }

    @Test
    void the_chain_does_not_begin_with_create() {
      List<Bytes> raw = world.raw(h.record);
      assertThatThrownBy(
              () -> new ChainVerifier(world).verify(h.record, raw.subList(1, raw.size())))
          .isInstanceOf(LedgerException.BrokenChain.class);
      Statement first = Altered.seq(Altered.previous(next, StatementHash.NONE), 0);
      assertThatThrownBy(
              () -> new ChainVerifier(world).verify(h.record, List.of(world.sign(first))))
          .isInstanceOf(LedgerException.BrokenChain.class);
    }

    @Test
    void the_chain_is_empty() {
      assertThatThrownBy(() -> new ChainVerifier(world).verify(h.record, List.of()))
          .isInstanceOf(LedgerException.BrokenChain.class);
    }

    @Test
    void another_keyring_was_asked_for() {
      assertThatThrownBy(() -> new ChainVerifier(world).verify(h.section, world.raw(h.record)))
          .isInstanceOf(LedgerException.BrokenChain.class);
    }

    @Test
    void the_id_is_of_other_keys_another_creator_kind_or_parent() {
      Statement create = world.chain(h.section).entries().getFirst().statement();
      Change.Create change = (Change.Create) create.change();
      Change.Create otherKeys =
          new Change.Create(
              change.kind(),
              world.newKeys(KeyringKind.SECTION).publicKeys(),
              change.parent(),
              change.members());
      Change.Create otherKind =
          new Change.Create(KeyringKind.RECORD, change.keys(), null, change.members());
      Change.Create otherParent =
          new Change.Create(
              change.kind(),
              change.keys(),
              world.make(KeyringKind.RECORD, h.patient),
              change.members());
      for (Statement other :
          List.of(
              Altered.change(create, otherKeys),
              Altered.change(create, otherKind),
              Altered.change(create, otherParent),
              Altered.signer(create, world.signer(h.doctor)))) {
        assertThatThrownBy(
                () -> new ChainVerifier(world).verify(h.section, List.of(world.sign(other))))
            .isInstanceOf(LedgerException.BrokenChain.class);
      }
    }
  }

  @Nested
  @DisplayName("A statement is refused for its layout when")
  class Layout {
    private final byte[] good = world.sign(next).toArray();

    @Test
    void its_suite_is_unknown() {
      good[0] = 2;
      h.refuseSigned(LedgerException.UnknownSuite.class, h.record, 2, List.of(Bytes.of(good)));
    }

    @Test
    void it_is_a_byte_short_or_long() {
      for (int length : new int[] {good.length - 1, good.length + 1}) {
        Bytes bytes = Bytes.of(java.util.Arrays.copyOf(good, length));
        h.refuseSigned(LedgerException.Malformed.class, h.record, 2, List.of(bytes));
      }
    }

    @Test
    void its_payload_is_not_a_statement() {
      Bytes payload = Bytes.of("{\"v\":1,\"suite\":1}".getBytes(StandardCharsets.UTF_8));
      Bytes object = world.keys(h.patient).sign(SignedObject.Domain.STATEMENT, payload).encode();
      h.refuseSigned(LedgerException.Malformed.class, h.record, 2, List.of(object));
    }
  }

  @Test
  void the_first_wrong_statement_is_named() {
    Statement then =
        world.statement(h.record, h.patient, List.of(), world.set(h.head, Role.READER));
    Bytes first = world.sign(next);
    Statement second =
        Altered.seq(Altered.previous(then, StatementCodec.hash(first)), 4); // should be 3
    h.refuseSigned(
        LedgerException.BrokenChain.class, h.record, 3, List.of(first, world.sign(second)));
  }

  @Test
  void after_close_nothing_follows() {
    world.say(h.record, h.patient, new Change.Close());

    for (Change change :
        List.of(
            world.set(h.doctor, Role.READER),
            world.remove(h.department),
            world.rotation(world.state(h.record), world.newKeys(KeyringKind.RECORD)),
            new Change.SetProfile(world.note()),
            new Change.Close())) {
      h.refuse(
          LedgerException.Closed.class, world.statement(h.record, h.patient, List.of(), change));
    }
  }

  @Nested
  @DisplayName("After a removal")
  class AfterRemoval {
    private final List<Bytes> good =
        world.expulsionStatements(h.department, h.record, h.patient, List.of()).stream()
            .map(world::sign)
            .toList();

    @Test
    void a_rotation_follows_in_the_same_append() {
      world.append(h.record, good);
      assertThat(world.state(h.record).members()).containsOnlyKeys(h.patient);
      assertThat(world.state(h.record).current().number()).isEqualTo(2);
      assertThat(world.state(h.record).rotationDue()).isFalse();
    }

    @Test
    void a_chain_that_ends_is_due_for_rotation() {
      h.refuseSigned(LedgerException.RotationDue.class, h.record, 2, good.subList(0, 1));
      List<Bytes> whole = new ArrayList<>(world.raw(h.record));
      whole.add(good.getFirst());
      assertThatThrownBy(() -> new ChainVerifier(world).verify(h.record, whole))
          .isInstanceOf(LedgerException.RotationDue.class);
    }

    @Test
    void nothing_but_another_removal_may_come_before_the_rotation() {
      StatementHash removed = StatementCodec.hash(good.getFirst());
      for (Change change :
          List.of(
              world.set(h.doctor, Role.READER),
              new Change.SetProfile(world.note()),
              new Change.Close())) {
        Statement between =
            Altered.seq(
                Altered.previous(world.statement(h.record, h.patient, List.of(), change), removed),
                3);
        h.refuseSigned(
            LedgerException.RotationDue.class,
            h.record,
            3,
            List.of(good.getFirst(), world.sign(between)));
      }
    }

    @Test
    void several_removals_may_share_one_rotation() {
      world.say(h.record, h.patient, world.set(h.doctor, Role.READER));
      Statement first = world.statement(h.record, h.patient, List.of(), world.remove(h.doctor));
      StatementHash firstHash = StatementCodec.hash(world.sign(first));
      Statement second =
          Altered.seq(
              Altered.previous(
                  world.statement(h.record, h.patient, List.of(), world.remove(h.department)),
                  firstHash),
              first.header().seq() + 1);
      Change.Rotate rotation =
          new Change.Rotate(
              2,
              world.newKeys(KeyringKind.RECORD).publicKeys(),
              1,
              world.leaf(),
              new Change.MembersEnvelopes(List.of(1), world.leaf()));
      Statement third =
          Altered.seq(
              Altered.previous(
                  world.statement(h.record, h.patient, List.of(), rotation),
                  StatementCodec.hash(world.sign(second))),
              first.header().seq() + 2);

      KeyringState state = h.accept(first, second, third);

      assertThat(state.members()).containsOnlyKeys(h.patient);
    }
  }

  @Test
  void every_signature_is_checked() {
    Bytes signed = world.sign(next);
    SignedObject object = SignedObject.parse(signed);
    SignedObject strangers =
        world.keys(h.stranger).sign(SignedObject.Domain.STATEMENT, object.payload());
    SignedObject manifest =
        world.keys(h.patient).sign(SignedObject.Domain.MANIFEST, object.payload());
    for (SignedObject forged :
        List.of(
            strangers,
            manifest,
            SignedObject.alone(object.payload(), object.ed25519(), strangers.mlDsa65()),
            SignedObject.alone(object.payload(), strangers.ed25519(), object.mlDsa65()))) {
      h.refuseSigned(LedgerException.BadSignature.class, h.record, 2, List.of(forged.encode()));
    }
  }

  @Test
  void verification_again_yields_the_same_states() {
    VerifiedChain again = new ChainVerifier(world).verify(h.record, world.raw(h.record));
    assertThat(again.entries()).isEqualTo(world.chain(h.record).entries());
    assertThat(again.leansOn()).containsExactly(h.patient);
    assertThat(again.id()).isEqualTo(h.record);
    assertThat(again.contains(world.head(h.record))).isTrue();
    assertThat(again.contains(StatementHash.NONE)).isFalse();
    assertThat(again.at(world.head(h.record))).contains(world.state(h.record));
  }
}
