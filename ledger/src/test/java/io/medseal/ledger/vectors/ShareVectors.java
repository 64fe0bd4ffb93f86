package io.medseal.ledger.vectors;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.TestKeys;
import io.medseal.ledger.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Shares of single reports (sections 6 and 7). */
final class ShareVectors {
  private static final String INVALID = "invalid-change";
  private static final String NO = "no-authority";

  private final Scene scene = new Scene(7);
  private final Hospital h = scene.h;
  private final World world = scene.world;
  private final ReportId report = world.report();
  private final TestKeys keys = world.newKeys(KeyringKind.SHARE);
  private final Statement good =
      world.shareStatement(report, keys, h.section, h.patient, List.of(h.record, h.section));

  private ShareVectors() {}

  static void make() {
    ShareVectors vectors = new ShareVectors();
    vectors.made();
    vectors.refusedToMake();
    vectors.recipients();
    history();
    questions();
  }

  private void made() {
    for (List<KeyringId> by :
        List.of(
            List.of(h.patient), List.of(h.doctor, h.department), List.of(h.head, h.department))) {
      Scene other = new Scene(7);
      List<KeyringId> via = by.subList(1, by.size());
      KeyringId share =
          other.world.share(
              report,
              h.section,
              by.getFirst(),
              java.util.stream.Stream.concat(via.stream(), java.util.stream.Stream.of(h.record))
                  .toArray(KeyringId[]::new));
      String who = by.getFirst().equals(h.patient) ? "patient" : via.isEmpty() ? "" : "department";
      other.ok("create-share-by-" + who + (by.getFirst().equals(h.head) ? "-head" : ""), share);
    }
  }

  private void bad(String name, String expect, String fault, Statement bad) {
    scene.bad(
        "create-share-" + name,
        expect,
        fault,
        bad.header().keyring(),
        scene.signed(good),
        scene.signed(bad));
  }

  private Statement members(NewMember... members) {
    Change.Create create = (Change.Create) good.change();
    return new Statement(
        good.header(),
        new Change.Create(
            KeyringKind.SHARE,
            create.keys(),
            create.parent(),
            List.of(members),
            create.report(),
            create.envelope()));
  }

  private void refusedToMake() {
    Instant later = world.now().plus(Duration.ofDays(1));
    bad("without-member", INVALID, "the section is no member", members());
    bad(
        "section-is-manager",
        INVALID,
        "the section is a manager only",
        members(world.member(h.section, Role.MANAGER)));
    bad(
        "section-until",
        INVALID,
        "the section's membership ends",
        members(world.member(h.section, Role.OWNER, later)));
    bad(
        "with-a-recipient",
        INVALID,
        "a recipient is there from the beginning",
        members(world.member(h.section, Role.OWNER), world.member(h.stranger, Role.READER)));
    scene.lone(
        "create-share-by-a-stranger",
        NO,
        "the signer may not manage the section",
        world.shareStatement(report, keys, h.section, h.stranger, List.of(h.record, h.section)));
    scene.lone(
        "create-share-path-without-section",
        NO,
        "the path ends with the record",
        world.shareStatement(report, keys, h.section, h.patient, List.of(h.record)));
    scene.lone(
        "create-share-path-without-record",
        NO,
        "the path leaves the record out",
        world.shareStatement(report, keys, h.section, h.patient, List.of(h.section)));
    scene.lone(
        "create-share-of-a-record",
        NO,
        "the parent is a record",
        world.shareStatement(report, keys, h.record, h.patient, List.of(h.record)));
    for (Role role : List.of(Role.COLLABORATOR, Role.READER, Role.CONTRIBUTOR)) {
      Scene low = new Scene(7);
      low.world.say(low.h.record, low.h.patient, low.world.set(low.h.stranger, role));
      low.lone(
          "create-share-by-a-" + role.text(),
          NO,
          "a " + role.text() + " of the record shares",
          low.world.shareStatement(
              report,
              low.world.newKeys(KeyringKind.SHARE),
              low.h.section,
              low.h.stranger,
              List.of(low.h.record, low.h.section)));
    }
  }

  private void recipients() {
    Scene one = new Scene(6);
    World w = one.world;
    KeyringId share = w.share(report, h.section, h.patient, h.record);
    List<KeyringId> via = List.of(h.record, h.section);
    Statement reader = w.statement(share, h.patient, via, w.set(h.stranger, Role.READER));
    for (Role role : List.of(Role.MANAGER, Role.COLLABORATOR, Role.CONTRIBUTOR, Role.OWNER)) {
      one.bad(
          "share-with-a-" + role.text(),
          INVALID,
          "a recipient is a " + role.text(),
          reader,
          w.statement(share, h.patient, via, w.set(h.stranger, role)));
    }
    for (Role role : List.of(Role.OWNER, Role.READER)) {
      one.bad(
          "share-sets-its-section-as-" + role.text(),
          INVALID,
          "the section's own role is set",
          reader,
          w.statement(share, h.patient, via, w.set(h.section, role)));
    }
    one.bad(
        "share-removes-its-section",
        INVALID,
        "the section is removed",
        reader,
        w.statement(share, h.patient, via, w.remove(h.section)));
    one.bad(
        "share-by-a-stranger",
        NO,
        "the signer may not manage the section",
        reader,
        w.statement(share, h.stranger, via, w.set(h.stranger, Role.READER)));
    one.bad(
        "share-has-no-card",
        INVALID,
        "a share publishes a card",
        reader,
        w.statement(share, h.patient, via, new Change.PublishCard("Report", null)));
    one.bad(
        "share-deletes-its-report",
        INVALID,
        "a report is deleted in the share's chain",
        reader,
        w.statement(share, h.patient, via, new Change.DeleteReport(report)));
    w.append(share, w.sign(reader));
    one.bad(
        "share-recipient-shares-on",
        NO,
        "a recipient adds another",
        w.statement(share, h.patient, via, w.set(h.gateway, Role.READER)),
        w.statement(share, h.stranger, List.of(), w.set(h.gateway, Role.READER)));
    one.bad(
        "share-recipient-rotates",
        NO,
        "a recipient rotates",
        w.statement(
            share, h.patient, via, w.rotation(w.state(share), w.newKeys(KeyringKind.SHARE))),
        w.statement(
            share,
            h.stranger,
            List.of(),
            w.rotation(w.state(share), w.newKeys(KeyringKind.SHARE))));
  }

  private static void history() {
    Scene scene = new Scene(6);
    World w = scene.world;
    Hospital h = scene.h;
    KeyringId share = w.share(w.report(), h.section, h.patient, h.record);
    List<KeyringId> via = List.of(h.record, h.section);
    Instant until = w.now().plus(Duration.ofDays(7));
    w.say(share, h.patient, via, w.set(h.stranger, Role.READER, until));
    w.say(share, h.patient, via, w.set(h.gateway, Role.READER));
    w.say(
        share,
        h.doctor,
        List.of(h.department, h.record, h.section),
        new Change.SetProfile(w.note()));
    scene.ok("shared", share);
    w.expel(h.stranger, share, h.patient, h.record, h.section);
    scene.ok("unshared", share);
    w.say(share, h.gateway, new Change.Leave());
    scene.ok("share-left", share);
    w.say(share, h.patient, via, new Change.Close());
    scene.ok("share-closed", share);
  }

  private static void questions() {
    Scene scene = new Scene(7);
    World w = scene.world;
    Hospital h = scene.h;
    KeyringId share = w.share(w.report(), h.section, h.patient, h.record);
    w.say(h.record, h.patient, w.set(h.admin, Role.READER));
    w.say(h.record, h.patient, w.set(h.colleague, Role.CONTRIBUTOR));
    w.say(share, h.patient, List.of(h.record, h.section), w.set(h.stranger, Role.READER));
    scene.capabilities("capabilities-patient-on-share", h.patient, share, w.now());
    scene.capabilities("capabilities-doctor-on-share", h.doctor, share, w.now());
    scene.capabilities("capabilities-reader-of-the-record-on-share", h.admin, share, w.now());
    scene.capabilities("capabilities-recipient-on-share", h.stranger, share, w.now());
    scene.capabilities("capabilities-recipient-on-section", h.stranger, h.section, w.now());
    scene.capabilities("capabilities-section-on-share", h.section, share, w.now());
  }
}
