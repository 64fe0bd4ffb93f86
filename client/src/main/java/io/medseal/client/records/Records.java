package io.medseal.client.records;

import io.medseal.client.demographics.Days;
import io.medseal.client.demographics.Patient;
import io.medseal.client.demographics.SealedNotes;
import io.medseal.client.keyrings.Draft;
import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.TrustException;
import io.medseal.client.transport.Paging;
import io.medseal.ledger.chains.Authority;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.NewMember;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Patients' records.
 *
 * <p><b>Guarantees.</b> Names travel sealed only. What is listed has been verified; what can't be
 * opened has no name rather than a wrong one.
 */
public final class Records {
  /** The section that every new record begins with. */
  public static final String FIRST_SECTION = "General";

  private static final int PAGE = 200;
  private static final int FEW = 20;

  private final SignedIn me;
  private final RecordIndex index;

  /** For the person who is logged in. */
  public Records(SignedIn me) {
    this.me = me;
    this.index = new RecordIndex(me);
  }

  /** What of these records takes part, by what was kept of them or by their chains. */
  public TakingPart takingPart(Collection<KeyringId> records) {
    return index.takingPart(records);
  }

  /**
   * Makes a record with a first section; this person becomes its owner.
   *
   * @throws InputException.BadValue if the patient has no name, or is not born yet
   */
  public RecordView create(Patient patient) {
    requireSound(patient);
    KeyringId id =
        me.changes()
            .commit(
                List.of(),
                draft -> {
                  KeyringState record = createKeyring(draft, KeyringKind.RECORD, Optional.empty());
                  draft.change(
                      record.id(),
                      List.of(
                          SealedNotes.profile(
                              record.id(),
                              record.current(),
                              Optional.empty(),
                              Optional.of(patient))));
                  createSection(draft, record.id(), FIRST_SECTION, Optional.of(patient));
                  return record.id();
                });
    RecordView made = show(id);
    index.keep(id);
    return made;
  }

  /**
   * Refuses whom no record is of.
   *
   * @throws InputException.BadValue if the patient has no name, or is not born yet
   */
  public static void requireSound(Patient patient) {
    if (patient.name().isBlank()) {
      throw new InputException.BadValue("A record needs the patient's name.");
    }
    patient.birthDate().ifPresent(Days::requireReached);
  }

  /** Whose record somebody said it is. */
  public record PatientSaid(KeyringId by, Instant at, Patient patient) {}

  /**
   * Whose record it was said to be, the newest last, by its chain from the first statement; nothing
   * of what this person cannot open.
   */
  public List<PatientSaid> patients(KeyringId record) {
    me.chains().wholly(List.of(record));
    List<PatientSaid> said = new ArrayList<>();
    for (VerifiedChain.Entry entry : me.chains().chain(record).entries()) {
      if (entry.statement().change() instanceof Change.SetProfile) {
        Header header = entry.statement().header();
        SealedNotes.read(entry.state(), me.chest())
            .patient()
            .ifPresent(
                patient ->
                    said.add(new PatientSaid(header.signer().keyring(), header.time(), patient)));
      }
    }
    return said;
  }

  /**
   * Adds a section to a record.
   *
   * @throws InputException.BadValue if it has one of that name already
   */
  public SectionView addSection(KeyringId record, String name) {
    RecordView before = show(record);
    String clean = name.strip();
    if (clean.isEmpty() || clean.contains("/")) {
      throw new InputException.BadValue("A section needs a name, without '/'.");
    }
    for (SectionView section : before.sections()) {
      if (section.name().filter(own -> own.equalsIgnoreCase(clean)).isPresent()) {
        throw new InputException.BadValue("The record has a section '" + clean + "' already.");
      }
    }
    if (!before.capabilities().contains(Capability.MANAGE)) {
      throw new AccessException.NoAuthority("add a section to this record");
    }
    me.cascade().freshen(record);
    KeyringId id =
        me.changes()
            .commit(
                List.of(record),
                draft -> {
                  me.cascade().requireFresh(record);
                  return createSection(draft, record, clean, before.patient()).id();
                });
    index.keep(record);
    return section(id);
  }

  /**
   * Every record that this person may see, by the patient's name. What somebody else shared and
   * this person has not accepted is not among them; one that does not verify is left out alone. One
   * that was listed before and is not any more is told by {@link
   * io.medseal.client.Medseal#vanishedRecords}.
   */
  public List<RecordView> list() {
    return newest(Integer.MAX_VALUE).records().stream()
        .sorted(
            Comparator.comparing(
                    (RecordView record) -> record.display(), String.CASE_INSENSITIVE_ORDER)
                .thenComparing(RecordView::id))
        .toList();
  }

  /**
   * The beginning of a list.
   *
   * @param isAll whether there are no others
   */
  public record Newest(List<RecordView> records, boolean isAll) {
    public Newest {
      records = List.copyOf(records);
    }
  }

  /**
   * Records in which something happened last, those first. What {@link #list} says holds for them;
   * that one has vanished is noticed where these are all.
   *
   * @param most how many
   */
  public Newest newest(int most) {
    Set<KeyringId> before = me.listedRecords().before();
    me.loadGroups();
    Paging paging = new Paging(me.connection(), Optional.empty());
    Map<KeyringId, RecordIndex.Known> found = new LinkedHashMap<>();
    Optional<String> next = Optional.empty();
    long changed = 0;
    int pages = 0;
    do {
      int limit = Math.clamp(most - (long) found.size(), FEW, PAGE);
      RecordIndex.Page page = index.page(paging, next, limit);
      page.records().forEach(record -> found.putIfAbsent(record.view().id(), record));
      next = page.next();
      changed = Math.max(changed, page.changed());
      pages++;
    } while (next.isPresent() && found.size() < most);
    if (next.isEmpty() && pages > 1) {
      index.changedSince(changed).forEach(record -> found.putIfAbsent(record.view().id(), record));
    }
    if (next.isEmpty()) {
      Map<KeyringId, Set<KeyringId>> listed = new HashMap<>();
      found.forEach((id, record) -> listed.put(id, record.through()));
      me.listedRecords().compare(before, listed);
    }
    return new Newest(
        found.values().stream().map(RecordIndex.Known::view).limit(most).toList(),
        next.isEmpty() && found.size() <= most);
  }

  /**
   * One record, fetched anew.
   *
   * @throws InputException.NoSuch if this person may not see it
   * @throws AccessException.NotAccepted if somebody else shared it, and it is not accepted
   * @throws TrustException.OtherSection if the service names a section that belongs elsewhere
   * @throws TrustException if its history does not verify
   */
  public RecordView show(KeyringId record) {
    List<KeyringId> sections = sectionsOf(record);
    List<KeyringId> all = new ArrayList<>(sections);
    all.addFirst(record);
    me.chains().refresh(all);
    me.chains().requireSound(record);
    sections = sections.stream().filter(id -> me.chains().find(id).isPresent()).toList();
    boolean known =
        me.chains()
            .find(record)
            .filter(chain -> chain.state().kind() == KeyringKind.RECORD)
            .isPresent();
    if (!known) {
      throw new InputException.NoSuch("record", record.hex().substring(0, 12));
    }
    sections.forEach(section -> refuseOther(section, record));
    List<KeyringId> mine = sections.stream().filter(me.participation()::takesPart).toList();
    if (mine.isEmpty()) {
      me.requirePart(record);
    }
    return view(record, mine);
  }

  /** One section; its chain is fetched if need be. */
  public SectionView section(KeyringId id) {
    KeyringState state = me.chains().state(id);
    if (state.kind() != KeyringKind.SECTION) {
      throw new InputException.NoSuch("section", id.hex().substring(0, 12));
    }
    SealedNotes.Names names = SealedNotes.read(state, me.chest());
    return new SectionView(
        id,
        state.parent().orElseThrow(),
        names.name(),
        names.patient(),
        capabilities(id),
        state.closed());
  }

  /**
   * The record that somebody means by the beginning of its id, or by the patient's name, fetched
   * anew.
   *
   * @throws InputException.NoSuch if there is none
   * @throws InputException.Ambiguous if there are several
   */
  public RecordView find(String reference) {
    RecordView shown = show(meant(reference, index.find(reference)).id());
    return meant(reference, List.of(shown)); // by its chains, whatever was kept of it
  }

  private static RecordView meant(String reference, List<RecordView> among) {
    return References.one(
        "record",
        reference,
        among,
        record -> record.id().hex(),
        record -> record.patient().map(Patient::name));
  }

  /** The section of a record that somebody means by its name or the beginning of its id. */
  public SectionView findSection(RecordView record, String reference) {
    return References.one(
        "section", reference, record.sections(), section -> section.id().hex(), SectionView::name);
  }

  private KeyringState createSection(
      Draft draft, KeyringId record, String name, Optional<Patient> patient) {
    KeyringState section = createKeyring(draft, KeyringKind.SECTION, Optional.of(record));
    draft.change(
        section.id(),
        List.of(SealedNotes.profile(section.id(), section.current(), Optional.of(name), patient)));
    return section;
  }

  /** A keyring whose first owner is this person or, for a section, its record. */
  private static KeyringState createKeyring(
      Draft draft, KeyringKind kind, Optional<KeyringId> parent) {
    KeyringId owner = parent.orElse(draft.me());
    try (GenerationSecret secret = GenerationSecret.random();
        KeyringKeys keys = KeyringKeys.derive(secret, kind)) {
      KeyringId id = draft.idOf(kind, parent.orElse(null), keys.publicKeys());
      NewMember first = draft.member(id, 1, () -> secret, owner, Role.OWNER, null);
      return draft.create(
          new Change.Create(kind, keys.publicKeys(), parent.orElse(null), List.of(first)));
    }
  }

  private RecordView view(KeyringId record, List<KeyringId> sectionIds) {
    List<SectionView> sections =
        sectionIds.stream()
            .filter(id -> me.chains().find(id).isPresent())
            .map(this::section)
            .sorted(
                Comparator.comparing(SectionView::display, String.CASE_INSENSITIVE_ORDER)
                    .thenComparing(SectionView::id))
            .toList();
    Optional<KeyringState> state = me.chains().find(record).map(VerifiedChain::state);
    Set<Capability> capabilities = capabilities(record);
    if (capabilities.contains(Capability.OPEN)) {
      me.chest().opens(record); // says so where it should and does not
    }
    Optional<Patient> patient =
        state
            .flatMap(known -> SealedNotes.read(known, me.chest()).patient())
            .or(() -> sections.stream().flatMap(section -> section.patient().stream()).findFirst());
    return new RecordView(
        record,
        patient,
        capabilities,
        sections,
        state.map(KeyringState::creator),
        state.map(_ -> me.chains().chain(record).state().created()),
        state.map(KeyringState::closed).orElse(false));
  }

  /** Which sections a record has is the service's word, until their own chains confirm it. */
  private void refuseOther(KeyringId section, KeyringId record) {
    boolean elsewhere =
        me.chains()
            .find(section)
            .map(VerifiedChain::state)
            .filter(
                state ->
                    state.kind() != KeyringKind.SECTION
                        || !state.parent().equals(Optional.of(record)))
            .isPresent();
    if (elsewhere) {
      throw new TrustException.OtherSection(
          section.hex().substring(0, 12), record.hex().substring(0, 12));
    }
  }

  private Set<Capability> capabilities(KeyringId id) {
    return new Authority(me.chains()).capabilities(me.me(), id, me.now());
  }

  /** Those that can take part, as the service says; the record's own chain need not be here yet. */
  private List<KeyringId> sectionsOf(KeyringId record) {
    List<Statements.KeyringSummary> seen = index.keyrings(record);
    boolean takesPart =
        seen.stream()
            .filter(one -> one.keyring().equals(record))
            .anyMatch(me.participation()::mayTakePart);
    return seen.stream()
        .filter(one -> one.kind() == KeyringKind.SECTION)
        .filter(
            one ->
                me.participation()
                    .mayTakePart(
                        one.keyring(),
                        Optional.ofNullable(one.addedBy()),
                        one.through(),
                        group ->
                            group.equals(record) ? takesPart : me.participation().takesPart(group)))
        .map(Statements.KeyringSummary::keyring)
        .toList();
  }
}
