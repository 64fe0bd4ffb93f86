package io.medseal.client.records;

import io.medseal.client.demographics.Patient;
import io.medseal.client.demographics.SealedNotes;
import io.medseal.client.keyrings.SignedIn;
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
import java.util.LinkedHashMap;
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
  private final RecordEntries service;

  RecordIndex(SignedIn me) {
    this.me = me;
    this.sealed = new SealedIndex(me.me(), me.chest().myGeneration(), me.chest().mySecret());
    this.rules = new EntryRules(me);
    this.service = new RecordEntries(me.connection());
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
    String prefix = reference.strip().toLowerCase(Locale.ROOT);
    Records.RecordQuery query =
        new Records.RecordQuery(
            List.of(),
            References.isIdPrefix(prefix) ? List.of(prefix) : List.of(),
            List.of(sealed.tag(reference)),
            ground(),
            null);
    Records.FoundRecords found = service.query(query);
    Map<KeyringId, RecordView> all = new LinkedHashMap<>();
    if (!found.complete()) {
      // A name may be that of a record which nothing is known of yet.
      fill().forEach(record -> all.put(record.view().id(), record.view()));
    }
    known(found.records()).forEach(record -> all.put(record.view().id(), record.view()));
    return List.copyOf(all.values());
  }

  private Sha256 ground() {
    return sealed.ground(me.participation().ground(me.groups()));
  }

  /** What of these records takes part. */
  TakingPart takingPart(Collection<KeyringId> records) {
    List<Records.RecordEntry> entries = service.ask(List.copyOf(records), true);
    Map<KeyringId, List<IndexPart>> parts = new HashMap<>();
    read(entries, false).forEach((record, entry) -> parts.put(record, entry.parts()));
    return new TakingPart(parts);
  }

  /** What the service says that the person sees of a record. */
  List<Statements.KeyringSummary> keyrings(KeyringId record) {
    return service.ask(List.of(record)).stream().flatMap(entry -> heard(entry).stream()).toList();
  }

  /** Keeps what has just been read of a record, for lists to come. */
  void keep(KeyringId record) {
    service.write(
        service.ask(List.of(record)).stream()
            .flatMap(entry -> keptIfSound(entry, read(entry)).stream())
            .toList());
  }

  /** Reads every record of which nothing is kept that a name may be looked up in. */
  private List<Known> fill() {
    List<Known> all = new ArrayList<>();
    Paging paging = new Paging(me.connection(), Optional.empty());
    Optional<String> next = Optional.empty();
    String query = "/records?unindexed=true&limit=" + FILLED_AT_ONCE + "&ground=" + ground().hex();
    do {
      Records.RecordPage page =
          me.connection().get(query + Paging.after(next), Records.RecordPage.class);
      all.addAll(known(page.records(), true));
      next = next(paging, page);
    } while (next.isPresent());
    return all;
  }

  private List<Known> known(List<Records.RecordEntry> entries) {
    return known(entries, false);
  }

  /**
   * @param again whether also what still holds is written again, on the ground of now
   */
  private List<Known> known(List<Records.RecordEntry> entries, boolean again) {
    Map<KeyringId, IndexEntry> all = read(entries, again);
    return entries.stream()
        .flatMap(
            entry ->
                Optional.ofNullable(all.get(entry.record()))
                    .flatMap(kept -> shown(entry.record(), kept))
                    .stream())
        .toList();
  }

  private Map<KeyringId, IndexEntry> read(List<Records.RecordEntry> entries, boolean again) {
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
    if (again) {
      service.write(
          entries.stream()
              .filter(entry -> all.containsKey(entry.record()))
              .map(entry -> kept(entry, all.get(entry.record())))
              .toList());
    }
    all.putAll(readAll(unknown));
    return all;
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
    List<Records.RecordEntry> whole =
        new ArrayList<>(entries.stream().filter(entry -> entry.keyrings() != null).toList());
    whole.addAll(
        service.looked(
            entries.stream()
                .filter(entry -> entry.keyrings() == null)
                .map(Records.RecordEntry::record)
                .toList()));
    me.takingPart(whole.stream().flatMap(entry -> heard(entry).stream()).toList());
    Map<KeyringId, IndexEntry> read = new HashMap<>();
    List<Records.KeptEntry> kept = new ArrayList<>();
    for (Records.RecordEntry entry : whole) {
      IndexEntry found = read(entry);
      read.put(entry.record(), found);
      keptIfSound(entry, found).ifPresent(kept::add);
    }
    service.write(kept);
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

  /** Nothing is kept of what is troubled, or could not be looked at whole. */
  private Optional<Records.KeptEntry> keptIfSound(Records.RecordEntry entry, IndexEntry read) {
    boolean isPartial = Boolean.TRUE.equals(entry.partial());
    return isPartial || rules.isTroubled(read, heard(entry))
        ? Optional.empty()
        : Optional.of(kept(entry, read));
  }

  private Records.KeptEntry kept(Records.RecordEntry entry, IndexEntry read) {
    return new Records.KeptEntry(
        entry.record(),
        entry.revision(),
        sealed.tag(name(read).map(Patient::name).orElse("")),
        rules.isUndecided(read) ? ground() : null,
        sealed(entry.record(), read));
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
    return sealed.seal(record, IndexEntry.unread());
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
