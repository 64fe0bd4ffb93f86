package io.medseal.client.uploads;

import static java.time.temporal.ChronoUnit.MILLIS;

import io.medseal.client.demographics.Patient;
import io.medseal.client.keyrings.Draft;
import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.problems.ContendedException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.records.Records;
import io.medseal.client.reports.Progress;
import io.medseal.client.transport.Connection;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Header;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.reports.Reports.Complete;
import io.medseal.protocol.reports.Reports.NewReport;
import io.medseal.protocol.reports.Reports.Part;
import io.medseal.protocol.reports.Reports.Parts;
import io.medseal.protocol.reports.Reports.SealedKey;
import io.medseal.seal.bodies.BodyLayout;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.envelopes.Envelopes;
import io.medseal.seal.manifests.ContentsSummary;
import io.medseal.seal.manifests.KeyCommitment;
import io.medseal.seal.manifests.Manifest;
import io.medseal.seal.manifests.ManifestCodec;
import io.medseal.seal.manifests.SealedContents;
import io.medseal.seal.manifests.SealedManifest;
import io.medseal.seal.secrets.ReportKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One upload from announcement to completion; every step may have been made before. */
final class UploadRun {
  private static final int PASSES = 3;
  private static final int COMPLETIONS = 8;

  private final SignedIn me;
  private final Records records;
  private final Turn turn;
  private final Connection connection;
  private final UploadJournal journal;
  private final Cargo cargo;
  private final ReportKey key;
  private final BodyLayout layout;
  private final Progress progress;
  private final ReportId report;
  private final KeyringId section;

  UploadRun(
      SignedIn me,
      Records records,
      Turn turn,
      UploadJournal journal,
      Cargo cargo,
      ReportKey key,
      Progress progress) {
    this.me = me;
    this.records = records;
    this.turn = turn;
    this.connection = me.connection().forTransfers();
    this.journal = journal;
    this.cargo = cargo;
    this.key = key;
    this.layout = new BodyLayout(journal.size());
    this.progress = progress;
    this.report = journal.report();
    this.section = journal.head().section();
  }

  void run() {
    try {
      connection.post(
          "/reports",
          new NewReport(report, section, layout.ciphertextSize(), me.now().truncatedTo(MILLIS)),
          Connection.Repeat.ALLOWED);
    } catch (ServiceException e) {
      if (e.type() != ProblemType.ALREADY_COMPLETE) {
        throw e;
      }
      return;
    }
    for (int pass = 0; pass < PASSES; pass++) {
      Parts before = parts();
      if (before.complete()) {
        return;
      }
      try (Pack source = cargo.open()) {
        new PartSender(connection, journal, key, layout, progress).send(source, byIndex(before));
      }
      Optional<List<Sha256>> stored = stored(byIndex(parts()));
      if (stored.isPresent()) {
        complete(stored.get());
        return;
      }
    }
    throw new ServiceException(ProblemType.UPLOAD_INCOMPLETE, null, me.now());
  }

  /** Digests of all parts, if the service holds exactly those that the journal knows. */
  private Optional<List<Sha256>> stored(Map<Integer, Sha256> held) {
    List<Sha256> digests = new ArrayList<>();
    for (int index = 0; index < layout.parts(); index++) {
      Optional<Sha256> mine = journal.part(index).map(UploadJournal.StoredPart::hash);
      if (mine.isEmpty() || !mine.get().equals(held.get(index))) {
        return Optional.empty();
      }
      digests.add(mine.get());
    }
    return Optional.of(digests);
  }

  private void complete(List<Sha256> parts) {
    SealedContents contents = SealedContents.seal(key, cargo.contents(report, parts));
    connection.putContents(report, contents.bytes());
    for (int attempt = 0; attempt < COMPLETIONS; attempt++) {
      Complete whole = turn.of(() -> completion(contents.summary()));
      try {
        connection.post("/reports/" + report.hex() + "/complete", whole, Connection.Repeat.ALLOWED);
        return;
      } catch (ServiceException e) {
        switch (e.type()) {
          case ALREADY_COMPLETE -> {
            return; // an answer to an earlier attempt was lost
          }
          case STALE_SEAL, HEAD_MOVED ->
              turn.of(
                  () -> {
                    me.loadGroups();
                    return true;
                  });
          default -> throw e;
        }
      }
    }
    throw new ContendedException(COMPLETIONS);
  }

  private Complete completion(ContentsSummary contents) {
    Set<KeyringId> targets = me.cascade().sealTo(section);
    me.chains().refresh(List.of(me.me(), section));
    List<SealedKey> envelopes = targets.stream().map(this::envelope).toList();
    Manifest manifest = manifest(contents);
    return new Complete(
        manifest.time(),
        SealedManifest.seal(key, report, ManifestCodec.sign(manifest, me.draft().keys())),
        envelopes,
        cargo.moved() ? true : null);
  }

  private SealedKey envelope(KeyringId to) {
    KeyringState state = me.chains().state(to);
    int generation = state.current().number();
    return new SealedKey(
        to,
        generation,
        Envelopes.seal(state.current().keys(), Binding.report(report, to, generation), key));
  }

  private Manifest manifest(ContentsSummary contents) {
    Draft draft = me.draft();
    KeyringState state = draft.state(section);
    Instant time = draft.timeFor(state);
    Header.Signer signer = draft.signer();
    List<Header.Hop> via =
        new ArrayList<>(draft.hops(section, Capability.ADD, time, "add reports to this section"));
    via.add(new Header.Hop(section, state.head()));
    Optional<String> author = me.identity().name();
    Optional<String> subject = records.section(section).patient().map(Patient::name);
    return new Manifest(
        report,
        state.parent().orElseThrow(),
        section,
        new Manifest.Author(signer.keyring(), signer.generation(), signer.head(), author),
        via,
        time,
        cargo.document(author, subject, time),
        KeyCommitment.of(key),
        new Manifest.Body(layout),
        contents);
  }

  private Parts parts() {
    return connection.get("/reports/" + report.hex() + "/parts", Parts.class);
  }

  private static Map<Integer, Sha256> byIndex(Parts parts) {
    Map<Integer, Sha256> held = new HashMap<>();
    for (Part part : parts.parts()) {
      held.put(part.index(), part.hash());
    }
    return held;
  }
}
