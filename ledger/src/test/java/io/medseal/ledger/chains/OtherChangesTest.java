package io.medseal.ledger.chains;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.Endorsement;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.ReportShare;
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
  void a_shared_report_is_listed_until_it_is_unshared() {
    Instant until = world.now().plus(Duration.ofDays(7));
    Change.ShareReport share =
        new Change.ShareReport(
            report, new Change.Recipient(h.doctor, 1, until, world.envelope()), world.note());

    KeyringState state = h.accept(onSection(share));

    ReportShare listed = state.shares().get(report).get(h.doctor);
    assertThat(listed)
        .isEqualTo(
            new ReportShare(
                report,
                h.doctor,
                1,
                share.to().envelope(),
                Optional.of(share.note()),
                Optional.of(until),
                h.patient,
                world.now()));
    assertThat(listed.expiredAt(until.minusMillis(1))).isFalse();
    assertThat(listed.expiredAt(until)).isTrue();

    h.accept(onSection(world.share(report, h.colleague)));
    assertThat(h.accept(onSection(new Change.UnshareReport(report, h.doctor))).shares().get(report))
        .containsOnlyKeys(h.colleague);
    assertThat(h.accept(onSection(new Change.UnshareReport(report, h.colleague))).shares())
        .isEmpty();
  }

  @Test
  void sharing_again_replaces_the_envelope() {
    h.accept(onSection(world.share(report, h.doctor)));
    Change.ShareReport again = (Change.ShareReport) world.share(report, h.doctor);
    KeyringState state = h.accept(onSection(again));
    assertThat(state.shares().get(report).get(h.doctor).envelope())
        .isEqualTo(again.to().envelope());
  }

  @Test
  void shares_that_make_no_sense_are_refused() {
    h.refuse(LedgerException.InvalidChange.class, onSection(world.share(report, h.section)));
    h.refuse(
        LedgerException.InvalidChange.class,
        onSection(
            new Change.ShareReport(
                report, new Change.Recipient(h.doctor, 1, world.now(), world.envelope()), null)));
    h.refuse(
        LedgerException.InvalidChange.class, onSection(new Change.UnshareReport(report, h.doctor)));
    h.accept(onSection(world.share(report, h.doctor)));
    h.refuse(
        LedgerException.InvalidChange.class,
        onSection(new Change.UnshareReport(report, h.colleague)));
    h.refuse(
        LedgerException.InvalidChange.class,
        onSection(new Change.UnshareReport(world.report(), h.doctor)));
  }

  @Test
  void sharing_to_an_older_generation_is_stale() {
    world.rotate(h.doctor, h.doctor);
    h.accept(onSection(world.share(report, h.doctor)));
    h.refuse(
        LedgerException.StaleGeneration.class,
        onSection(
            new Change.ShareReport(
                world.report(), new Change.Recipient(h.doctor, 1, null, world.envelope()), null)));
  }

  @Test
  void reports_are_shared_in_sections_only() {
    for (KeyringId other : List.of(h.record, h.institute, h.department)) {
      KeyringId who =
          other.equals(h.record) ? h.patient : other.equals(h.institute) ? h.admin : h.head;
      h.refuse(
          LedgerException.InvalidChange.class,
          world.statement(other, who, List.of(), world.share(report, h.doctor)));
      h.refuse(
          LedgerException.InvalidChange.class,
          world.statement(other, who, List.of(), new Change.UnshareReport(report, h.doctor)));
    }
    h.refuse(
        LedgerException.InvalidChange.class,
        world.statement(h.patient, h.patient, List.of(), world.share(report, h.doctor)));
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
    Card published = new Card("Cardiology", Optional.of("394579002"));
    assertThat(h.accept(world.statement(h.doctor, h.doctor, List.of(), card)).card())
        .contains(published);
    assertThat(h.accept(world.statement(h.gateway, h.gateway, List.of(), card)).card())
        .contains(published);
    assertThat(h.accept(onInstitute(card)).card()).contains(published);
    assertThat(h.accept(world.statement(h.department, h.head, List.of(), card)).card())
        .contains(published);
    assertThat(h.accept(onInstitute(new Change.PublishCard("Lake Hospital", null))).card())
        .contains(new Card("Lake Hospital", Optional.empty()));

    h.refuse(
        LedgerException.InvalidChange.class, world.statement(h.record, h.patient, List.of(), card));
    h.refuse(LedgerException.InvalidChange.class, onSectionAsOwner(card));
  }

  private Statement onSectionAsOwner(Change change) {
    return world.statement(h.section, h.patient, List.of(h.record), change);
  }

  @Test
  void only_owners_publish_a_card_and_close() {
    world.say(h.department, h.head, world.add(h.admin, Role.MANAGER));
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
          .contains(new KeyringState.Profile(state.current().number(), profile.note()));
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
