package io.medseal.client.reports;

import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.people.Endorsed;
import io.medseal.client.people.People;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.ClientException;
import io.medseal.client.problems.TrustException;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.AuthorityCheck;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.Correction;
import io.medseal.ledger.keyrings.Deletion;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.keyrings.SharedReport;
import io.medseal.ledger.signatures.Signatures;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.protocol.reports.Reports.ListedReport;
import io.medseal.protocol.reports.Reports.Report;
import io.medseal.protocol.reports.Reports.SealedKey;
import io.medseal.seal.SealException;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.envelopes.Envelopes;
import io.medseal.seal.index.ReportSummary;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.manifests.Document;
import io.medseal.seal.manifests.Manifest;
import io.medseal.seal.manifests.SealedCorrection;
import io.medseal.seal.manifests.SealedManifest;
import io.medseal.seal.secrets.ReportKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Opens and verifies what the service answers for a report (spec/bodies.md section 4). */
final class ReportVerifier {
  private final SignedIn me;
  private final People people;
  private final Map<KeyringId, List<Endorsed>> endorsements = new HashMap<>();

  ReportVerifier(SignedIn me) {
    this.me = me;
    this.people = new People(me);
  }

  /** Fetches at once the chains that verifying these will need, and the envelopes to their keys. */
  void prepare(Collection<Report> answers) {
    Set<KeyringId> needed = new HashSet<>();
    for (Report answer : answers) {
      needed.add(answer.section());
      needed.add(answer.author());
      needed.addAll(answer.shares());
    }
    me.chains().load(needed);
    Set<KeyringId> opened = new HashSet<>();
    for (Report answer : answers) {
      opened.add(answer.section());
      opened.addAll(answer.shares());
    }
    me.chest().prepare(opened);
  }

  /** Fetches at once the chains that tell whether these take part. */
  void load(Collection<ListedReport> listed) {
    Set<KeyringId> needed = new HashSet<>();
    listed.forEach(
        one -> {
          needed.add(one.section());
          needed.addAll(one.shares());
        });
    me.chains().load(needed);
  }

  boolean takesPart(ListedReport listed) {
    return takesPart(listed.report(), listed.section(), listed.shares());
  }

  boolean takesPart(Report answer) {
    return takesPart(answer.report(), answer.section(), answer.shares());
  }

  /**
   * Whether it belongs to what takes part: through its section, or through a share of this report
   * of somebody whose shares come in by themselves. A section whose history does not verify is not
   * passed over: its reports are listed as what does not verify.
   */
  private boolean takesPart(ReportId report, KeyringId section, List<KeyringId> shares) {
    return me.chains().find(section).isEmpty()
        || me.participation().takesPart(section)
        || shares.stream()
            .filter(share -> shared(share, section, report).isPresent())
            .anyMatch(me.participation()::takesPart)
        || (me.participation().isOutside(section)
            && shares.stream().allMatch(me.participation()::isOutside));
  }

  /** What a share of that report gives, by its chain; empty where it is of something else. */
  private Optional<SharedReport> shared(KeyringId share, KeyringId section, ReportId report) {
    return me.chains()
        .find(share)
        .map(VerifiedChain::state)
        .filter(state -> state.parent().equals(Optional.of(section)))
        .flatMap(KeyringState::shared)
        .filter(shared -> shared.report().equals(report));
  }

  /**
   * Makes every check of the manifest and the stored size.
   *
   * @param asked which report was asked for
   * @param log told of each check that passes; the one that fails is thrown
   * @return the opened report; the receiver closes it
   */
  OpenedReport open(ReportId asked, Report answer, Consumer<Check> log) {
    return open(asked, answer, log, true);
  }

  /** The same by its author's word alone, for who corrects what nobody can read. */
  OpenedReport openAsWritten(ReportId asked, Report answer) {
    return open(asked, answer, _ -> {}, false);
  }

  private OpenedReport open(
      ReportId asked, Report answer, Consumer<Check> log, boolean withCorrection) {
    if (!answer.report().equals(asked)) {
      throw new TrustException.OtherReport(brief(asked));
    }
    me.chains().requireSound(answer.section());
    Optional<Deletion> deletion =
        me.chains().find(answer.section()).flatMap(chain -> chain.state().deletion(asked));
    if (deletion.isPresent()) {
      throw MissingReport.deleted(me, asked, deletion.get());
    }
    ReportKey key = key(answer, log);
    try {
      SealedManifest.Opened opened = SealedManifest.open(key, asked, answer.manifest());
      Manifest manifest = opened.manifest();
      log.accept(
          Check.passed(
              Check.Kind.MANIFEST, "opens with the report's key, commits to it and is whole"));
      checkPlace(asked, answer, manifest);
      log.accept(Check.passed(Check.Kind.PLACE, "belongs to this report, section and record"));
      checkAuthor(manifest, opened.signed(), log);
      log.accept(
          Check.passed(Check.Kind.ENDORSEMENTS, spoken(endorsements(manifest.author().keyring()))));
      Optional<Instant> unaware = unawareSince(manifest);
      log.accept(knowledge(unaware));
      checkStoredSize(manifest, answer.bodyBytes());
      log.accept(Check.passed(Check.Kind.STORED_SIZE, answer.bodyBytes() + " bytes, as signed"));
      Optional<ReportSummary.Corrected> corrected =
          withCorrection ? corrected(answer, manifest, key, log) : Optional.empty();
      ReportSummary summary =
          ReportSummary.of(
              Sha256.digest(answer.manifest().toArray()), manifest, unaware, corrected);
      return new OpenedReport(key, manifest, summary, view(asked, summary));
    } catch (SealException e) {
      key.close();
      throw new TrustException.ChangedParts(brief(asked), "manifest", e.code(), e);
    } catch (ClientException e) {
      key.close();
      throw e;
    }
  }

  /** By the section's chain, which has at least as many corrections as the service tells of. */
  private Optional<ReportSummary.Corrected> corrected(
      Report answer, Manifest manifest, ReportKey key, Consumer<Check> log) {
    if (corrections(answer) < answer.corrections()) {
      me.chains().refresh(List.of(answer.section()));
    }
    if (corrections(answer) < answer.corrections()) {
      throw new TrustException.Rollback(brief(answer.section()));
    }
    Optional<ReportSummary.Corrected> corrected =
        correction(answer).map(said -> open(said, answer, manifest, key));
    log.accept(
        Check.passed(
            Check.Kind.CORRECTION,
            corrected
                .map(
                    said ->
                        "by "
                            + people.asFarAsKnown(said.by()).display()
                            + ", who manages the section, at "
                            + said.time())
                .orElse("none")));
    return corrected;
  }

  private ReportSummary.Corrected open(
      Correction said, Report answer, Manifest manifest, ReportKey key) {
    try {
      return new ReportSummary.Corrected(
          said.by(),
          said.at(),
          said.number(),
          SealedCorrection.open(key, manifest, answer.manifest(), said.sealed()));
    } catch (SealException e) {
      throw new TrustException.BadCorrection(
          brief(answer.report()), people.asFarAsKnown(said.by()).display(), e.code(), e);
    }
  }

  private Optional<Correction> correction(Report answer) {
    return me.chains()
        .find(answer.section())
        .flatMap(chain -> chain.state().correction(answer.report()));
  }

  /** How often it was corrected, by the section's chain as far as that is held. */
  int corrections(Report answer) {
    return correction(answer).map(Correction::number).orElse(0);
  }

  static int corrections(KeyringState section, ReportId report) {
    return section.correction(report).map(Correction::number).orElse(0);
  }

  private ReportKey key(Report answer, Consumer<Check> log) {
    Optional<ReportKey> key = keyFromHeldChains(answer, log);
    if (key.isEmpty()) { // a keyring may have been rotated since its chain was fetched
      Set<KeyringId> named = new LinkedHashSet<>();
      named.add(answer.section());
      answer.envelopes().forEach(one -> named.add(one.keyring()));
      named.addAll(answer.shares());
      me.chains().refreshWith(named);
      key = keyFromHeldChains(answer, log);
    }
    return key.orElseThrow(
        () ->
            me.chest()
                .whyClosed(answer.section())
                .orElseGet(() -> new AccessException.NoKey("report " + brief(answer.report()))));
  }

  private Optional<ReportKey> keyFromHeldChains(Report answer, Consumer<Check> log) {
    SealException failure = null;
    for (SealedKey sealed : keys(answer)) {
      Optional<KeyringKeys> keys = me.chest().find(sealed.keyring(), sealed.generation());
      if (keys.isPresent()) {
        Binding binding = Binding.report(answer.report(), sealed.keyring(), sealed.generation());
        try {
          ReportKey key = Envelopes.openReportKey(keys.get(), binding, sealed.envelope());
          if (!SealedManifest.commitsTo(key, answer.manifest())) { // another one may be right
            key.close();
            throw new SealException.WrongKey("the manifest commits to another key");
          }
          log.accept(
              Check.passed(
                  Check.Kind.ENVELOPE,
                  "opens with the keys of "
                      + kind(sealed.keyring())
                      + " "
                      + brief(sealed.keyring())
                      + ", generation "
                      + sealed.generation()));
          return Optional.of(key);
        } catch (SealException e) {
          failure = e;
        }
      }
    }
    if (failure != null) {
      throw new TrustException.WrongKeys("report " + brief(answer.report()), failure);
    }
    return Optional.empty();
  }

  /** The report key as the service keeps it, and as shares give it. */
  private List<SealedKey> keys(Report answer) {
    List<SealedKey> keys = new ArrayList<>(answer.envelopes());
    for (KeyringId share : answer.shares()) {
      shared(share, answer.section(), answer.report())
          .ifPresent(shared -> keys.add(new SealedKey(share, 1, shared.envelope())));
    }
    return keys;
  }

  private void checkPlace(ReportId asked, Report answer, Manifest manifest) {
    KeyringState section = me.chains().state(manifest.section());
    boolean same =
        manifest.report().equals(asked)
            && manifest.section().equals(answer.section())
            && manifest.record().equals(answer.record())
            && manifest.time().equals(answer.time())
            && section.kind() == KeyringKind.SECTION
            && section.parent().equals(Optional.of(manifest.record()));
    if (!same) {
      throw new TrustException.OtherReport(brief(asked));
    }
  }

  private void checkAuthor(Manifest manifest, SignedObject signed, Consumer<Check> log) {
    Manifest.Author author = manifest.author();
    Set<KeyringId> named = new HashSet<>(Set.of(author.keyring()));
    manifest.via().forEach(hop -> named.add(hop.keyring()));
    me.chains().load(named);
    refreshUnknownHeads(manifest);
    VerifiedChain section = me.chains().chain(manifest.section());
    VerifiedChain chain = me.chains().chain(author.keyring());
    log.accept(
        Check.passed(
            Check.Kind.AUTHOR,
            "the history of "
                + kind(author.keyring())
                + " "
                + brief(author.keyring())
                + " verifies, "
                + (chain.state().seq() + 1)
                + " statements"));
    PublicKeys keys;
    try {
      keys = authorKeys(manifest, section, named);
    } catch (LedgerException e) {
      throw new TrustException.ForgedManifest(brief(manifest.report()), e.code(), e);
    }
    log.accept(
        Check.passed(
            Check.Kind.AUTHORITY,
            "the author might add reports to this section at " + manifest.time()));
    if (!Signatures.verify(keys, SignedObject.Domain.MANIFEST, signed)) {
      throw new TrustException.ForgedManifest(brief(manifest.report()), "bad-signature", null);
    }
    log.accept(
        Check.passed(
            Check.Kind.SIGNATURES,
            "Ed25519 and ML-DSA-65 verify with the author's keys of generation "
                + author.generation()));
  }

  private PublicKeys authorKeys(
      Manifest manifest, VerifiedChain section, Collection<KeyringId> named) {
    try {
      return new AuthorityCheck(me.chains())
          .checkAuthor(signer(manifest), manifest.via(), section, manifest.time());
    } catch (LedgerException.NotShown _) { // the whole chains tell
      me.chains().wholly(named);
      return new AuthorityCheck(me.chains())
          .checkAuthor(signer(manifest), manifest.via(), section, manifest.time());
    }
  }

  private static Header.Signer signer(Manifest manifest) {
    Manifest.Author author = manifest.author();
    return new Header.Signer(author.keyring(), author.generation(), author.head());
  }

  /** Heads that this client has not seen yet: the chains held are older than the report. */
  private void refreshUnknownHeads(Manifest manifest) {
    me.chains()
        .loadPasts(
            signer(manifest),
            manifest.via(),
            List.of(manifest.time().minus(AuthorityCheck.HEAD_TOLERANCE)));
    List<Header.Hop> heads = new ArrayList<>(manifest.via());
    heads.add(new Header.Hop(manifest.author().keyring(), manifest.author().head()));
    Set<KeyringId> behind =
        heads.stream()
            .filter(
                hop ->
                    me.chains()
                        .find(hop.keyring())
                        .filter(chain -> chain.knows(hop.head()))
                        .isEmpty())
            .map(Header.Hop::keyring)
            .collect(Collectors.toSet());
    if (!behind.isEmpty()) {
      me.chains().refresh(behind);
    }
  }

  private static void checkStoredSize(Manifest manifest, long stored) {
    try {
      manifest.body().layout().checkStoredSize(stored);
    } catch (SealException e) {
      throw new TrustException.ChangedParts(brief(manifest.report()), "body", e.code(), e);
    }
  }

  private Optional<Instant> unawareSince(Manifest manifest) {
    Manifest.Author author = manifest.author();
    List<Header.Hop> named = new ArrayList<>(manifest.via());
    named.add(new Header.Hop(author.keyring(), author.head()));
    return new AuthorityCheck(me.chains()).unawareSince(named, manifest.time());
  }

  private static Check knowledge(Optional<Instant> unaware) {
    return unaware
        .map(
            since ->
                Check.flagged(
                    Check.Kind.KNOWLEDGE,
                    "unaware",
                    "sealed without knowing of newer statements, the first of "
                        + since
                        + ": somebody who had been removed may be able to open it"))
        .orElseGet(
            () -> Check.passed(Check.Kind.KNOWLEDGE, "every statement older than 15 minutes"));
  }

  /** A report by what its manifest says, and its author by their chain, which has been loaded. */
  ReportView view(ReportId id, ReportSummary said) {
    KeyringId author = said.author();
    Document document = said.shown();
    return new ReportView(
        id,
        said.record(),
        said.section(),
        new Author(
            author,
            said.authorName().map(Documents::line).filter(name -> !name.isEmpty()),
            Optional.ofNullable(people.emails().get(author)),
            me.chains().state(author).card(),
            endorsements(author)),
        said.time(),
        Documents.line(document.description()),
        Documents.type(document),
        Documents.specialty(document),
        Documents.date(document),
        Documents.subject(document),
        Documents.replaces(document),
        said.files(),
        said.mediaTypes(),
        said.size(),
        said.unawareSince(),
        said.corrected().map(corrected -> corrected(corrected, said.document())));
  }

  private Corrected corrected(ReportSummary.Corrected said, Document before) {
    return new Corrected(
        people.asFarAsKnown(said.by()),
        said.time(),
        Documents.line(before.description()),
        Documents.type(before),
        Documents.specialty(before),
        Documents.date(before),
        Documents.subject(before));
  }

  private List<Endorsed> endorsements(KeyringId author) {
    return endorsements.computeIfAbsent(author, people::endorsements);
  }

  private String kind(KeyringId id) {
    return me.chains().find(id).map(chain -> chain.state().kind().text()).orElse("keyring");
  }

  private static String spoken(List<Endorsed> words) {
    return words.isEmpty()
        ? "no institute speaks for the author"
        : words.stream()
            .map(word -> word.spokenInstitute() + " says: " + word.spokenName())
            .collect(Collectors.joining("; "));
  }

  static String brief(KeyringId id) {
    return id.hex().substring(0, 12);
  }

  static String brief(ReportId id) {
    return id.hex().substring(0, 12);
  }
}
