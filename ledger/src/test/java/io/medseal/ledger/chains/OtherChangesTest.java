package io.medseal.ledger.chains;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.Correction;
import io.medseal.ledger.keyrings.Deletion;
import io.medseal.ledger.keyrings.Endorsement;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What changes neither members nor generations (spec/keyrings.md section 6). */
class OtherChangesTest {
  private final Hospital h = new Hospital();
  private final World world = h.world;
  private final ReportId report = world.report();

  private Statement onSection(Change change) {
    return world.statement(h.section, h.patient, List.of(h.record), change);
  }

  private Statement onInstitute(Change change) {
    return world.statement(h.institute, h.admin, List.of(), change);
  }

  @Test
  void a_deletion_stands_in_the_chain_of_a_section_only_and_may_be_said_again() {
    Change deletion = new Change.DeleteReport(report);
    KeyringState before = world.state(h.section);
    KeyringState state = h.accept(onSection(deletion));
    assertThat(state.members()).isEqualTo(before.members());
    assertThat(state.generations()).isEqualTo(before.generations());
    h.accept(world.statement(h.section, h.doctor, List.of(h.department, h.record), deletion));

    assertThat(world.state(h.section).deletion(report))
        .contains(new Deletion(h.patient, state.time()));
    assertThat(world.state(h.section).deletion(world.report())).isEmpty();
    h.refuse(
        LedgerException.InvalidChange.class,
        world.statement(h.record, h.patient, List.of(), deletion));
    h.refuse(LedgerException.InvalidChange.class, onInstitute(deletion));
    h.refuse(
        LedgerException.InvalidChange.class,
        world.statement(h.patient, h.patient, List.of(), deletion));
  }

  @Test
  void only_who_manages_the_section_deletes_its_reports() {
    Change deletion = new Change.DeleteReport(report);
    for (Role role : List.of(Role.COLLABORATOR, Role.READER, Role.CONTRIBUTOR)) {
      KeyringId someone = world.person();
      world.say(h.record, h.patient, world.set(someone, role));
      h.refuse(
          LedgerException.NoAuthority.class,
          world.statement(h.section, someone, List.of(h.record), deletion));
    }
    h.refuse(
        LedgerException.NoAuthority.class,
        world.statement(h.section, h.stranger, List.of(h.record), deletion));
  }

  @Test
  void a_report_is_corrected_by_who_manages_its_section_and_the_newest_counts() {
    Bytes first = world.correction();
    Bytes second = world.correction();
    h.accept(onSection(new Change.CorrectReport(report, first)));
    KeyringState state =
        h.accept(
            world.statement(
                h.section,
                h.doctor,
                List.of(h.department, h.record),
                new Change.CorrectReport(report, second)));
    assertThat(state.correction(report))
        .contains(
            new Correction(h.doctor, state.time(), 2, second, Sha256.digest(second.toArray())));
    assertThat(state.correction(world.report())).isEmpty();
    assertThat(state.deleted()).isEmpty();
    h.refuse(
        LedgerException.InvalidChange.class,
        world.statement(h.record, h.patient, List.of(), new Change.CorrectReport(report, first)));
    KeyringId reader = world.person();
    world.say(h.record, h.patient, world.set(reader, Role.COLLABORATOR));
    h.refuse(
        LedgerException.NoAuthority.class,
        world.statement(
            h.section, reader, List.of(h.record), new Change.CorrectReport(report, first)));
  }

  @Test
  void what_was_deleted_is_not_corrected_and_what_was_corrected_may_be_deleted() {
    Change correction = new Change.CorrectReport(report, world.correction());
    h.accept(onSection(correction));
    KeyringState deleted = h.accept(onSection(new Change.DeleteReport(report)));
    assertThat(deleted.deleted()).containsExactly(report);
    assertThat(deleted.correction(report)).isPresent();
    h.refuse(LedgerException.InvalidChange.class, onSection(correction));
  }

  @Test
  void only_an_institute_has_a_domain() {
    Change card = new Change.PublishCard("Lake Hospital", null, "lake-hospital.example");
    assertThat(h.accept(onInstitute(card)).card().orElseThrow().domain())
        .contains("lake-hospital.example");
    h.refuse(
        LedgerException.InvalidChange.class,
        world.statement(h.department, h.head, List.of(), card));
    h.refuse(
        LedgerException.InvalidChange.class, world.statement(h.doctor, h.doctor, List.of(), card));
  }

  @Test
  void an_endorsement_stands_until_it_is_withdrawn_or_replaced() {
    Instant until = world.now().plus(Duration.ofDays(365));
    KeyringState state =
        h.accept(
            onInstitute(
                new Change.Endorse(h.doctor, "Dr Mira Sen", "394579002", "MH-2211", until)));
    Endorsement endorsement = state.endorsements().get(h.doctor);
    assertThat(endorsement)
        .isEqualTo(
            new Endorsement(
                h.doctor,
                "Dr Mira Sen",
                Optional.of("394579002"),
                Optional.of("MH-2211"),
                Optional.of(until),
                world.now()));
    assertThat(endorsement.expiredAt(until.minusMillis(1))).isFalse();
    assertThat(endorsement.expiredAt(until)).isTrue();

    state = h.accept(onInstitute(new Change.Endorse(h.doctor, "Prof Mira Sen", null, null, null)));
    assertThat(state.endorsements().get(h.doctor).name()).isEqualTo("Prof Mira Sen");
    assertThat(h.accept(onInstitute(new Change.WithdrawEndorsement(h.doctor))).endorsements())
        .isEmpty();
  }

  @Test
  void endorsements_that_make_no_sense_are_refused() {
    h.refuse(
        LedgerException.InvalidChange.class,
        onInstitute(new Change.Endorse(h.institute, "Itself", null, null, null)));
    h.refuse(
        LedgerException.InvalidChange.class,
        onInstitute(new Change.Endorse(h.doctor, "Late", null, null, world.now())));
    h.refuse(
        LedgerException.InvalidChange.class, onInstitute(new Change.WithdrawEndorsement(h.doctor)));
    for (Change change :
        List.of(
            new Change.Endorse(h.doctor, "Dr Sen", null, null, null),
            new Change.WithdrawEndorsement(h.doctor))) {
      h.refuse(
          LedgerException.InvalidChange.class,
          world.statement(h.department, h.head, List.of(), change));
      h.refuse(
          LedgerException.InvalidChange.class,
          world.statement(h.patient, h.patient, List.of(), change));
      h.refuse(
          LedgerException.InvalidChange.class,
          world.statement(h.record, h.patient, List.of(), change));
    }
  }

  @Test
  void those_in_public_publish_cards() {
    Change card = new Change.PublishCard("Cardiology", "394579002");
    Card published = new Card("Cardiology", Optional.of("394579002"), Optional.empty());
    assertThat(h.accept(world.statement(h.doctor, h.doctor, List.of(), card)).card())
        .contains(published);
    assertThat(h.accept(world.statement(h.gateway, h.gateway, List.of(), card)).card())
        .contains(published);
    assertThat(h.accept(onInstitute(card)).card()).contains(published);
    assertThat(h.accept(world.statement(h.department, h.head, List.of(), card)).card())
        .contains(published);
    assertThat(h.accept(onInstitute(new Change.PublishCard("Lake Hospital", null))).card())
        .contains(new Card("Lake Hospital", Optional.empty(), Optional.empty()));

    h.refuse(
        LedgerException.InvalidChange.class, world.statement(h.record, h.patient, List.of(), card));
    h.refuse(LedgerException.InvalidChange.class, onSectionAsOwner(card));
  }

  private Statement onSectionAsOwner(Change change) {
    return world.statement(h.section, h.patient, List.of(h.record), change);
  }

  @Test
  void only_owners_publish_a_card_and_close() {
    world.say(h.department, h.head, world.set(h.admin, Role.MANAGER));
    for (Change change : List.of(new Change.PublishCard("Mine", null), new Change.Close())) {
      h.refuse(
          LedgerException.NoAuthority.class,
          world.statement(h.department, h.admin, List.of(), change));
      h.refuse(
          LedgerException.NoAuthority.class,
          world.statement(h.doctor, h.colleague, List.of(), change));
    }
  }

  @Test
  void a_profile_belongs_to_the_generation_it_is_sealed_to() {
    world.rotate(h.record, h.patient);
    Change.SetProfile profile = new Change.SetProfile(world.note());
    for (KeyringState state :
        List.of(
            h.accept(world.statement(h.record, h.patient, List.of(), profile)),
            h.accept(onSection(profile)),
            h.accept(world.statement(h.patient, h.patient, List.of(), profile)),
            h.accept(onInstitute(profile)))) {
      assertThat(state.profile())
          .contains(
              new KeyringState.Profile(
                  state.current().number(),
                  profile.note(),
                  Sha256.digest(profile.note().toArray())));
    }
  }

  @Test
  void a_link_says_nothing() {
    KeyringId link = world.make(KeyringKind.LINK, h.patient);
    for (KeyringId who : List.of(h.patient, link)) {
      h.refuseSigned(
          LedgerException.NoAuthority.class,
          link,
          1,
          List.of(
              world.sign(
                  world.statement(link, who, List.of(), new Change.SetProfile(world.note())),
                  world.keys(h.patient))));
    }
  }

  @Test
  void a_closed_keyring_can_be_opened_and_nothing_else() {
    KeyringState state =
        h.accept(world.statement(h.record, h.patient, List.of(), new Change.Close()));

    assertThat(state.closed()).isTrue();
    assertThat(state.directCapabilities(h.patient, world.now())).containsExactly(Capability.OPEN);
    assertThat(state.openers(world.now())).contains(h.patient);
  }
}
