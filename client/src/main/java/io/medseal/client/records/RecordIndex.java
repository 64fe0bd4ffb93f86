package io.medseal.client.records;

import io.medseal.client.demographics.Patient;
import io.medseal.client.demographics.SealedNotes;
import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.transport.Connection;
import io.medseal.client.transport.Paging;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.records.Records;
import io.medseal.seal.SealException;
import io.medseal.seal.index.IndexEntry;
import io.medseal.seal.index.IndexPart;
import io.medseal.seal.index.SealedIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The records of lists: each by what the person has kept of it where that still holds, and else by
 * its chains, which are read, verified and kept for the next time (spec/accounts.md section 8).
 */
final class RecordIndex {
  private static final int MOST_ASKED = 200;
  private static final int FILLED_AT_ONCE = 50;

  private final SignedIn me;
  private final SealedIndex sealed;
  private final EntryRules rules;

  RecordIndex(SignedIn me) {
    this.me = me;
    this.sealed = new SealedIndex(me.me(), me.chest().myGeneration(), me.chest().mySecret());
    this.rules = new EntryRules(me);
  }

  /**
   * A record of a list.
   *
   * @param through whom and what the person came to it by
   */
  record Known(RecordView view, Set<KeyringId> through) {}

  /**
   * A page of a list, those first in which something happened last.
   *
   * @param changed when something happened last in any of them; 0 where there is none
   */
  record Page(List<Known> records, Optional<String> next, long changed) {}

  /**
   * A page.
   *
   * @param after {@code next} of the page before, empty for the first
   */
  Page page(Paging paging, Optional<String> after, int limit) {
    Records.RecordPage page =
        me.connection()
            .get("/records?limit=" + limit + Paging.after(after), Records.RecordPage.class);
    return new Page(
        known(page.records()),
        next(paging, page),
        page.records().stream().mapToLong(Records.RecordEntry::changed).max().orElse(0));
  }

  /** What changed after that: also what has left a page while others were read. */
  List<Known> changedSince(long changed) {
    Paging paging = new Paging(me.connection(), Optional.empty());
    List<Known> all = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      Records.RecordPage page =
          me.connection()
              .get(
                  "/records?limit=" + MOST_ASKED + "&since=" + changed + Paging.after(next),
                  Records.RecordPage.class);
      all.addAll(
          known(page.records().stream().filter(entry -> !entry.through().isEmpty()).toList()));
      next = next(paging, page);
    } while (next.isPresent());
    return all;
  }

  private static Optional<String> next(Paging paging, Records.RecordPage page) {
    return paging.next(
        page.records().stream().map(Records.RecordEntry::record).toList(), page.next());
  }

  /** Those that somebody may mean by a patient's name or the beginning of an id. */
  List<RecordView> find(String reference) {
    String typed = reference.strip();
    String prefix = typed.toLowerCase(Locale.ROOT);
    Records.RecordQuery query =
        new Records.RecordQuery(
            List.of(),
            References.isIdPrefix(prefix) ? List.of(prefix) : List.of(),
            List.of(sealed.tag(typed)));
    Records.FoundRecords found = query(query);
    if (!found.complete()) {
      fill(); // a name may be that of a record which nothing is known of yet
      found = query(query);
    }
    return known(found.records()).stream().map(Known::view).toList();
  }

  /** What the service says that the person sees of a record. */
  List<Statements.KeyringSummary> keyrings(KeyringId record) {
    return ask(List.of(record)).stream().flatMap(entry -> heard(entry).stream()).toList();
  }

  /** Keeps what has just been read of a record, for lists to come. */
  void keep(KeyringId record) {
    write(
        ask(List.of(record)).stream().flatMap(entry -> kept(entry, read(entry)).stream()).toList());
  }

  /** Reads every record of which nothing is kept that still holds. */
  private void fill() {
    Paging paging = new Paging(me.connection(), Optional.empty());
    Optional<String> next = Optional.empty();
    do {
      Records.RecordPage page =
          me.connection()
              .get(
                  "/records?unindexed=true&limit=" + FILLED_AT_ONCE + Paging.after(next),
                  Records.RecordPage.class);
      known(page.records());
      next = next(paging, page);
    } while (next.isPresent());
  }

  private List<Known> known(List<Records.RecordEntry> entries) {
    Map<KeyringId, IndexEntry> all = new HashMap<>();
    List<Records.RecordEntry> unknown = new ArrayList<>();
    for (Records.RecordEntry entry : entries) {
      opened(entry)
          .filter(kept -> rules.holds(kept, entry.through()))
          .ifPresentOrElse(
              kept -> {
                kept.parts().forEach(this::hear);
                all.put(entry.record(), kept);
              },
              () -> unknown.add(entry));
    }
    all.putAll(readAll(unknown));
    return entries.stream()
        .flatMap(
            entry ->
                Optional.ofNullable(all.get(entry.record()))
                    .flatMap(kept -> shown(entry.record(), kept))
                    .stream())
        .toList();
  }

  private void hear(IndexPart part) {
    part.addedBy()
        .ifPresent(by -> part.addedByEmail().ifPresent(email -> me.told().heard(by, email)));
  }

  private Optional<IndexEntry> opened(Records.RecordEntry entry) {
    if (entry.index() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(sealed.open(entry.record(), entry.index()));
    } catch (SealException _) {
      return Optional.empty(); // as if nothing were kept
    }
  }

  /** By their chains; what is read is kept. */
  private Map<KeyringId, IndexEntry> readAll(List<Records.RecordEntry> entries) {
    if (entries.isEmpty()) {
      return Map.of();
    }
    List<KeyringId> bare =
        entries.stream()
            .filter(entry -> entry.keyrings() == null)
            .map(Records.RecordEntry::record)
            .toList();
    List<Records.RecordEntry> whole = new ArrayList<>(ask(bare));
    entries.stream().filter(entry -> entry.keyrings() != null).forEach(whole::add);
    me.takingPart(whole.stream().flatMap(entry -> heard(entry).stream()).toList());
    Map<KeyringId, IndexEntry> read = new HashMap<>();
    List<Records.KeptEntry> kept = new ArrayList<>();
    for (Records.RecordEntry entry : whole) {
      IndexEntry found = read(entry);
      read.put(entry.record(), found);
      kept(entry, found).ifPresent(kept::add);
    }
    write(kept);
    return read;
  }

  private IndexEntry read(Records.RecordEntry entry) {
    return rules.read(entry.record(), entry.through(), heard(entry));
  }

  private List<Statements.KeyringSummary> heard(Records.RecordEntry entry) {
    List<Statements.KeyringSummary> seen = entry.keyrings();
    if (seen == null) {
      return List.of();
    }
    seen.forEach(me::hear);
    return seen;
  }

  private List<Records.RecordEntry> ask(List<KeyringId> records) {
    List<Records.RecordEntry> found = new ArrayList<>();
    for (int from = 0; from < records.size(); from += MOST_ASKED) {
      List<KeyringId> some = records.subList(from, Math.min(records.size(), from + MOST_ASKED));
      Set<KeyringId> asked = new HashSet<>(some);
      query(new Records.RecordQuery(some, List.of(), List.of())).records().stream()
          .filter(entry -> asked.remove(entry.record()))
          .forEach(found::add);
    }
    return found;
  }

  private Records.FoundRecords query(Records.RecordQuery query) {
    return me.connection()
        .post("/records/query", query, Records.FoundRecords.class, Connection.Repeat.ALLOWED);
  }

  /** Nothing is kept of what is troubled, so that a name is looked for in it too. */
  private Optional<Records.KeptEntry> kept(Records.RecordEntry entry, IndexEntry read) {
    if (rules.isTroubled(read)) {
      return Optional.empty();
    }
    Sha256 tag = sealed.tag(name(read).map(Patient::name).orElse(""));
    return Optional.of(
        new Records.KeptEntry(entry.record(), entry.revision(), tag, sealed(entry.record(), read)));
  }

  /** What does not last, or is too long, is kept as what has to be read each time. */
  private Bytes sealed(KeyringId record, IndexEntry read) {
    if (rules.lasts(read)) {
      try {
        return sealed.seal(record, read);
      } catch (SealException.Malformed _) {
        // too long
      }
    }
    return sealed.seal(record, IndexEntry.unread(read.through()));
  }

  /** Where the service does not take it, the chains are read again the next time. */
  private void write(List<Records.KeptEntry> kept) {
    for (int from = 0; from < kept.size(); from += MOST_ASKED) {
      try {
        me.connection()
            .put(
                "/records/index",
                new Records.IndexChange(
                    kept.subList(from, Math.min(kept.size(), from + MOST_ASKED))),
                Connection.Repeat.ALLOWED);
      } catch (ServiceException _) {
        return;
      }
    }
  }

  /** What is seen of a record; empty where no part that a list shows takes part. */
  private Optional<Known> shown(KeyringId record, IndexEntry entry) {
    List<IndexPart> parts =
        entry.parts().stream()
            .filter(IndexPart::takesPart)
            .filter(part -> part.kind() != KeyringKind.SHARE)
            .toList();
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    List<SectionView> sections =
        parts.stream()
            .filter(part -> part.kind() == KeyringKind.SECTION)
            .map(part -> section(record, part))
            .sorted(
                Comparator.comparing(SectionView::display, String.CASE_INSENSITIVE_ORDER)
                    .thenComparing(SectionView::id))
            .toList();
    RecordView view =
        new RecordView(
            record,
            name(entry),
            parts.stream()
                .filter(part -> part.kind() == KeyringKind.RECORD)
                .findFirst()
                .map(IndexPart::capabilities)
                .orElse(Set.of()),
            sections,
            entry.creator(),
            entry.created(),
            entry.closed());
    return Optional.of(new Known(view, through(parts)));
  }

  private static SectionView section(KeyringId record, IndexPart part) {
    SealedNotes.Names names = part.note().map(SealedNotes::parse).orElse(SealedNotes.Names.NONE);
    return new SectionView(
        part.keyring(), record, names.name(), names.patient(), part.capabilities(), part.closed());
  }

  /** As the record says, or else one of its sections. */
  private static Optional<Patient> name(IndexEntry entry) {
    return entry.parts().stream()
        .filter(IndexPart::takesPart)
        .filter(part -> part.kind() != KeyringKind.SHARE)
        .sorted(Comparator.comparing(IndexPart::kind))
        .flatMap(part -> part.note().map(SealedNotes::parse).stream())
        .flatMap(names -> names.patient().stream())
        .findFirst();
  }

  private static Set<KeyringId> through(Collection<IndexPart> parts) {
    Set<KeyringId> all = parts.stream().map(IndexPart::keyring).collect(Collectors.toSet());
    for (IndexPart part : parts) {
      part.addedBy().ifPresent(all::add);
      all.addAll(part.through());
    }
    return all;
  }
}
