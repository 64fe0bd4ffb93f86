package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.world.Altered;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a named head and a time may be (spec/keyrings.md section 7, Heads and time). */
class HeadsAndTimeTest {
  private final Hospital h = new Hospital();
  private final World world = h.world;

  private Statement byDoctor() {
    return world.statement(
        h.record, h.doctor, List.of(h.department), world.set(h.colleague, Role.READER));
  }

  @Test
  void a_statement_is_at_most_5_minutes_older_than_the_head_of_a_keyring_on_its_way() {
    world.pass(Duration.ofHours(1));
    world.say(h.department, h.head, world.set(h.admin, Role.READER));
    Instant named = world.state(h.department).time();
    Statement statement = byDoctor();

    h.refuse(
        LedgerException.BrokenChain.class,
        Altered.time(statement, named.minus(Duration.ofMinutes(5)).minusMillis(1)));
    h.accept(Altered.time(statement, named.minus(Duration.ofMinutes(5))));
  }

  @Test
  void a_statement_is_at_most_5_minutes_older_than_the_head_of_its_signer() {
    world.pass(Duration.ofHours(1));
    world.say(h.doctor, h.doctor, new Change.PublishCard("Dr Sen", null));
    Instant named = world.state(h.doctor).time();
    Statement statement = byDoctor();

    h.refuse(
        LedgerException.BrokenChain.class,
        Altered.time(statement, named.minus(Duration.ofMinutes(5)).minusMillis(1)));
    h.accept(Altered.time(statement, named.minus(Duration.ofMinutes(5))));
  }

  @Test
  void a_head_on_the_way_may_be_named_until_15_minutes_after_it_was_followed() {
    StatementHash old = world.head(h.department);
    world.pass(Duration.ofHours(1));
    world.say(h.department, h.head, world.set(h.admin, Role.READER));
    Instant followed = world.state(h.department).time();
    world.pass(Duration.ofHours(1));
    world.say(h.department, h.head, world.set(h.stranger, Role.READER));
    Statement statement = Altered.hopHead(byDoctor(), 0, old);

    h.refuse(
        LedgerException.NoAuthority.class,
        Altered.time(statement, followed.plus(Duration.ofMinutes(15)).plusMillis(1)));
    h.accept(Altered.time(statement, followed.plus(Duration.ofMinutes(15))));
  }

  @Test
  void a_signers_head_may_be_named_until_15_minutes_after_it_was_followed() {
    StatementHash old = world.head(h.doctor);
    world.pass(Duration.ofHours(1));
    world.say(h.doctor, h.doctor, new Change.PublishCard("Dr Sen", null));
    Instant followed = world.state(h.doctor).time();
    Statement statement = Altered.signerHead(byDoctor(), old);

    h.refuse(
        LedgerException.NoAuthority.class,
        Altered.time(statement, followed.plus(Duration.ofMinutes(15)).plusMillis(1)));
    h.accept(Altered.time(statement, followed.plus(Duration.ofMinutes(15))));
  }

  @Test
  void heads_on_the_way_never_go_back() {
    StatementHash old = world.head(h.department);
    world.say(h.department, h.head, world.set(h.admin, Role.READER));
    h.accept(byDoctor());
    Statement again =
        world.statement(
            h.record, h.doctor, List.of(h.department), world.set(h.stranger, Role.READER));

    h.refuse(LedgerException.NoAuthority.class, Altered.hopHead(again, 0, old));
    h.accept(again);
  }

  @Test
  void a_signers_heads_never_go_back() {
    StatementHash old = world.head(h.doctor);
    world.say(h.doctor, h.doctor, new Change.PublishCard("Dr Sen", null));
    h.accept(byDoctor());
    Statement again =
        world.statement(
            h.record, h.doctor, List.of(h.department), world.set(h.stranger, Role.READER));

    h.refuse(LedgerException.NoAuthority.class, Altered.signerHead(again, old));
    h.accept(again);
  }

  @Test
  void heads_never_go_back_whatever_they_were_named_for() {
    // The institute signs itself, and later stands on its administrator's way.
    world.say(h.record, h.patient, world.set(h.institute, Role.MANAGER));
    StatementHash old = world.head(h.institute);
    world.say(h.institute, h.admin, new Change.PublishCard("Lake Hospital", null));
    h.accept(
        world.statement(h.record, h.institute, List.of(), world.set(h.colleague, Role.READER)));
    Statement through =
        world.statement(
            h.record, h.admin, List.of(h.institute), world.set(h.stranger, Role.READER));

    h.refuse(LedgerException.NoAuthority.class, Altered.hopHead(through, 0, old));
  }

  @Test
  void a_generation_that_was_sealed_to_proves_that_older_heads_are_old() {
    StatementHash old = world.head(h.department);
    world.rotate(h.department, h.head);
    world.say(h.record, h.patient, world.set(h.department, Role.MANAGER));

    h.refuse(LedgerException.StaleGeneration.class, Altered.hopHead(byDoctor(), 0, old));
    h.accept(byDoctor());
  }

  @Test
  void a_head_that_was_named_proves_that_older_generations_are_old() {
    world.rotate(h.department, h.head);
    h.accept(byDoctor());
    NewMember old = new NewMember(h.department, 1, Role.READER, null, world.leaf());

    h.refuse(
        LedgerException.StaleGeneration.class,
        world.statement(h.record, h.patient, List.of(), new Change.SetMember(old)));
  }

  @Test
  void the_record_of_a_section_is_named_by_the_same_rules() {
    StatementHash old = world.head(h.record);
    world.pass(Duration.ofHours(1));
    KeyringId late = world.person();
    world.say(h.record, h.patient, world.set(late, Role.READER));
    world.pass(Duration.ofHours(1));
    Statement create =
        world.create(
            KeyringKind.SECTION,
            world.newKeys(KeyringKind.SECTION),
            h.patient,
            List.of(h.record),
            h.record,
            List.of(world.member(h.record, Role.OWNER)));

    h.refuseSigned(
        LedgerException.NoAuthority.class,
        create.header().keyring(),
        0,
        List.of(world.sign(Altered.hopHead(create, 0, old))));
    h.accept(create);
  }
}
