package io.medseal.ledger.vectors;

import io.medseal.ledger.chains.NextState;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Sealed;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.states.StateHash;
import io.medseal.ledger.world.Hospital;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Corrections of reports (section 6). */
final class CorrectionVectors {
  private final Scene scene = new Scene(6);
  private final Hospital h = scene.h;
  private final ReportId report = scene.world.report();
  private final Change change = new Change.CorrectReport(report, scene.world.correction());

  private CorrectionVectors() {}

  static void make() {
    CorrectionVectors vectors = new CorrectionVectors();
    vectors.layout();
    vectors.authority();
    vectors.places();
    vectors.state();
    vectors.good();
  }

  private Statement by(KeyringId who) {
    return scene.world.statement(h.section, who, List.of(h.record), change);
  }

  private void layout() {
    String text =
        new String(StatementCodec.payload(by(h.patient)).toArray(), StandardCharsets.UTF_8);
    String sealed = ((Change.CorrectReport) change).correction().base64Url();
    scene.payload("payload-correct-report", "ok", "", utf8(text));
    bad("none", "malformed", "no correction", text.replace(sealed, ""));
    bad(
        "empty",
        "malformed",
        "a correction without text",
        text.replace(sealed, sized(sealed, Sealed.CORRECTION_OVERHEAD)));
    bad(
        "long",
        "malformed",
        "a text of 16,385 bytes",
        text.replace(
            sealed, sized(sealed, Sealed.CORRECTION_OVERHEAD + Sealed.MAX_CORRECTION_TEXT + 1)));
    bad(
        "suite-2",
        "unknown-suite",
        "a correction of suite 2",
        text.replace(sealed, "Ag" + sealed.substring(2)));
  }

  private void bad(String name, String expect, String fault, String text) {
    scene.payload("payload-correction-" + name, expect, fault, utf8(text));
  }

  private void authority() {
    scene.bad(
        "correct-by-a-stranger",
        "no-authority",
        "the signer is no member of the record",
        by(h.patient),
        by(h.stranger));
    for (Role role : List.of(Role.COLLABORATOR, Role.READER, Role.CONTRIBUTOR)) {
      Scene low = new Scene(6);
      low.world.say(low.h.record, low.h.patient, low.world.set(low.h.stranger, role));
      low.bad(
          "correct-by-a-" + role.text(),
          "no-authority",
          "a " + role.text() + " of the record corrects a report",
          low.world.statement(low.h.section, low.h.patient, List.of(low.h.record), change),
          low.world.statement(low.h.section, low.h.stranger, List.of(low.h.record), change));
    }
  }

  private void places() {
    scene.bad(
        "correct-in-a-record",
        "invalid-change",
        "it stands in the chain of a record",
        scene.world.statement(
            h.record, h.patient, List.of(), new Change.SetProfile(scene.world.note())),
        scene.world.statement(h.record, h.patient, List.of(), change));
    Scene deleted = new Scene(6);
    Statement good =
        deleted.world.statement(
            deleted.h.section, deleted.h.patient, List.of(deleted.h.record), change);
    deleted.world.say(
        deleted.h.section,
        deleted.h.patient,
        List.of(deleted.h.record),
        new Change.DeleteReport(report));
    ReportId other = new ReportId("ab".repeat(ReportId.BYTES));
    deleted.bad(
        "correct-deleted",
        "invalid-change",
        "the report was deleted before",
        deleted.world.statement(
            deleted.h.section,
            deleted.h.patient,
            List.of(deleted.h.record),
            new Change.CorrectReport(other, ((Change.CorrectReport) good.change()).correction())),
        deleted.world.statement(
            deleted.h.section, deleted.h.patient, List.of(deleted.h.record), change));
  }

  private void state() {
    Scene own = new Scene(11);
    Statement said =
        own.world.statement(own.h.section, own.h.patient, List.of(own.h.record), change);
    KeyringState before = own.world.state(own.h.section);
    Statement good =
        NextState.said(
            Optional.of(before),
            said,
            (keyring, head) -> own.world.find(keyring).flatMap(chain -> chain.at(head)));
    another(own, good, "as-before", "it says the state before", StateHash.of(before));
    byte[] other = good.header().state().bytes();
    other[31] ^= 1;
    another(own, good, "another", "one bit of the state is another", Sha256.of(other));
  }

  private static void another(Scene own, Statement good, String name, String fault, Sha256 state) {
    Statement bad = new Statement(good.header().saying(state), good.change());
    Bytes signed = own.world.signAsIs(bad, own.world.keys(own.h.patient, 1));
    own.bad(
        "state-correct-report-" + name,
        "invalid-change",
        fault,
        own.h.section,
        own.signed(good),
        List.of(signed));
  }

  /** Twice, by two people, and then deleted. */
  private void good() {
    Scene own = new Scene(6);
    own.world.say(own.h.section, own.h.patient, List.of(own.h.record), change);
    own.world.say(
        own.h.section,
        own.h.doctor,
        List.of(own.h.department, own.h.record),
        new Change.CorrectReport(report, own.world.correction()));
    own.ok("corrected-twice", own.h.section);
    own.world.say(
        own.h.section, own.h.patient, List.of(own.h.record), new Change.DeleteReport(report));
    own.ok("corrected-and-deleted", own.h.section);
  }

  private static String sized(String base64, int length) {
    return Bytes.of(Arrays.copyOf(Bytes.fromBase64Url(base64).toArray(), length)).base64Url();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
