package io.medseal.client.reports;

import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.TrustException;
import io.medseal.client.records.Records;
import io.medseal.client.records.TakingPart;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.protocol.reports.Reports.ListedReport;
import io.medseal.protocol.reports.Reports.Report;
import io.medseal.seal.index.ReportSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reports of lists: each by what the person has kept of it, and else by its manifest, which is
 * verified and kept for the next time (spec/accounts.md section 9).
 */
final class ListedReports {
  private final SignedIn me;
  private final Records records;
  private final ReportIndex index;
  private final ReportVerifier verifier;

  ListedReports(SignedIn me) {
    this.me = me;
    this.records = new Records(me);
    this.index = new ReportIndex(me);
    this.verifier = new ReportVerifier(me);
  }

  /** Those that take part, in the order given. */
  List<ReportEntry> entries(List<ListedReport> answered) {
    Map<ReportId, ReportSummary> kept = kept(answered);
    Map<ReportId, Report> whole = whole(answered, kept.keySet());
    List<ReportEntry> entries = new ArrayList<>();
    Map<ReportId, ReportSummary> fresh = new HashMap<>();
    for (ListedReport listed : answered) {
      ReportId id = listed.report();
      if (kept.containsKey(id)) {
        entries.add(entry(listed, kept.get(id)));
      } else if (whole.containsKey(id)) {
        entries.add(entry(whole.get(id), fresh));
      }
    }
    keep(fresh);
    me.knows(
        entries.stream()
            .filter(ReportEntry.Verified.class::isInstance)
            .map(entry -> ((ReportEntry.Verified) entry).report().known())
            .toList());
    return entries;
  }

  /** With what is needed of their records, so that the next list reads no chains of these. */
  private void keep(Map<ReportId, ReportSummary> fresh) {
    if (!fresh.isEmpty()) {
      index.keep(fresh);
      records.takingPart(records(fresh.values()));
    }
  }

  private static Set<KeyringId> records(Collection<ReportSummary> reports) {
    return reports.stream().map(ReportSummary::record).collect(Collectors.toSet());
  }

  /** Those that take part, of which nothing else is asked. */
  List<ReportId> ids(List<ListedReport> answered) {
    Map<ReportId, ReportSummary> kept = kept(answered);
    verifier.load(answered.stream().filter(listed -> !kept.containsKey(listed.report())).toList());
    return answered.stream()
        .filter(listed -> kept.containsKey(listed.report()) || verifier.takesPart(listed))
        .map(ListedReport::report)
        .toList();
  }

  private ReportEntry entry(ListedReport listed, ReportSummary kept) {
    try {
      return new ReportEntry.Verified(verifier.view(listed.report(), kept));
    } catch (TrustException | AccessException e) { // of its author's history
      return new ReportEntry.Unverified(listed.report(), listed.section(), e);
    }
  }

  private ReportEntry entry(Report answer, Map<ReportId, ReportSummary> fresh) {
    try (OpenedReport report = verifier.open(answer.report(), answer, _ -> {})) {
      fresh.put(answer.report(), report.summary());
      return new ReportEntry.Verified(report.view());
    } catch (TrustException | AccessException e) {
      return new ReportEntry.Unverified(answer.report(), answer.section(), e);
    }
  }

  /** What was kept of those that take part, where nothing that was seen since speaks against it. */
  private Map<ReportId, ReportSummary> kept(List<ListedReport> answered) {
    Map<ReportId, ReportSummary> opened = index.open(answered);
    if (opened.isEmpty()) {
      return opened;
    }
    TakingPart takingPart = records.takingPart(records(opened.values()));
    me.chains()
        .load(opened.values().stream().map(ReportSummary::author).collect(Collectors.toSet()));
    answered.stream()
        .filter(listed -> !isListed(listed, opened.get(listed.report()), takingPart))
        .forEach(listed -> opened.remove(listed.report()));
    return opened;
  }

  private boolean isListed(ListedReport listed, ReportSummary kept, TakingPart takingPart) {
    KeyringId record = listed.record();
    KeyringId section = listed.section();
    return kept != null
        && (takingPart.isSection(record, section)
            || takingPart.isShared(record, section, listed.report(), listed.shares()))
        && me.chains().find(kept.author()).isPresent()
        && !me.chains().troubles().isAbout(record)
        && !me.chains().troubles().isAbout(section)
        && me.chains()
            .find(section)
            .filter(chain -> saysMore(chain.state(), listed.report(), kept))
            .isEmpty();
  }

  private static boolean saysMore(KeyringState section, ReportId report, ReportSummary kept) {
    return section.deletion(report).isPresent()
        || section
            .correction(report)
            .filter(newest -> newest.number() > kept.corrections())
            .isPresent();
  }

  /** The others, as far as they take part, by their manifests. */
  private Map<ReportId, Report> whole(List<ListedReport> answered, Set<ReportId> kept) {
    List<ListedReport> others =
        answered.stream().filter(listed -> !kept.contains(listed.report())).toList();
    List<Report> whole =
        new ArrayList<>(others.stream().flatMap(listed -> listed.whole().stream()).toList());
    Map<ReportId, ListedReport> bare =
        others.stream()
            .filter(listed -> listed.whole().isEmpty())
            .collect(Collectors.toMap(ListedReport::report, Function.identity(), (one, _) -> one));
    index.ask(List.copyOf(bare.keySet())).stream()
        .filter(answer -> isSamePlace(bare.get(answer.report()), answer))
        .forEach(whole::add);
    verifier.prepare(whole);
    return whole.stream()
        .filter(verifier::takesPart)
        .collect(Collectors.toMap(Report::report, Function.identity(), (one, _) -> one));
  }

  /** It was listed by that place. */
  private static boolean isSamePlace(ListedReport listed, Report answer) {
    return listed.record().equals(answer.record()) && listed.section().equals(answer.section());
  }
}
