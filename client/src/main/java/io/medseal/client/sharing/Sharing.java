package io.medseal.client.sharing;

import io.medseal.client.demographics.Patient;
import io.medseal.client.demographics.SealedNotes;
import io.medseal.client.keyrings.Memberships;
import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.people.Person;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.InputException;
import io.medseal.client.records.RecordView;
import io.medseal.client.records.Records;
import io.medseal.client.records.SectionView;
import io.medseal.client.reports.Reports;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.keyrings.Role;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sharing.
 *
 * <p><b>Guarantees.</b> Sharing seals one secret to one keyring, however much there is to see.
 * Ending a share renews the keys in the same step, so that what is added afterwards stays closed to
 * whoever was removed, whatever they kept. What they have seen before they have seen.
 *
 * <p>A change that meets somebody else's is built again on top of it and retried.
 */
public final class Sharing {
  private final SignedIn me;
  private final Memberships memberships;
  private final Records records;
  private final Reports reports;
  private final Shares shares;

  /** For the person who is logged in. */
  public Sharing(SignedIn me) {
    this.me = me;
    this.memberships = new Memberships(me);
    this.records = new Records(me);
    this.reports = new Reports(me);
    this.shares = new Shares(me);
  }

  /**
   * Shares: somebody gets this one role in the target, in place of what they had there.
   *
   * @param role for a single report {@code READER} only
   * @param until empty for a share without end
   * @return what the chain says now
   * @throws AccessException.NoAuthority if this person may not
   * @throws AccessException.StaleGroup if the recipient is a group that has to be renewed first
   */
  public Member share(Target target, Person with, Role role, Optional<Instant> until) {
    me.requireFuture(until);
    if (with.keyring().equals(me.me())) {
      throw new InputException.BadValue("This is your own account: nothing to share.");
    }
    return switch (target) {
      case Target.WholeRecord whole -> memberships.set(whole.record(), with.keyring(), role, until);
      case Target.OneSection section ->
          memberships.set(section.section(), with.keyring(), role, until);
      case Target.OneReport report -> {
        if (role != Role.READER) {
          throw new InputException.BadValue("A single report is shared for reading only.");
        }
        yield shareReport(report, with.keyring(), until);
      }
    };
  }

  /**
   * What a keyring has directly in a target now, read back from the chain: what a confirmation is
   * to say.
   *
   * @return empty if it has nothing there
   */
  public Optional<Reached> reached(Target target, KeyringId who) {
    if (target instanceof Target.OneReport report) {
      return shares.of(report.section(), Optional.of(report.report())).stream()
          .flatMap(share -> Reached.of(share.allMembers(), who, me.now()).stream())
          .findFirst();
    }
    KeyringId place =
        target instanceof Target.OneSection section ? section.section() : target.record();
    me.chains().refresh(List.of(place));
    return Reached.of(me.chains().state(place).allMembers(), who, me.now());
  }

  /**
   * Ends every share of the target with that keyring: of a record also those of its sections and of
   * their reports, of a section also those of its reports.
   *
   * @throws InputException.NoSuch if there is none
   * @throws AccessException if this person may not end one of them; then all of them stay
   */
  public Unshared unshare(Target target, Person with) {
    KeyringId who = with.keyring();
    SequencedMap<KeyringId, Target> shared = sharedWith(target, who);
    memberships.requireRemovable(List.copyOf(shared.keySet()), who);
    Set<Target> ended = new LinkedHashSet<>();
    shared.forEach(
        (keyring, what) -> {
          if (memberships.remove(keyring, who)) {
            ended.add(what);
          }
        });
    List<AccessEntry> remaining = AccessList.of(accessTo(target), who);
    if (ended.isEmpty() && remaining.isEmpty()) {
      throw InputException.NoSuch.share(with.display());
    }
    return new Unshared(List.copyOf(ended), remaining);
  }

  /**
   * Ends this person's own access to the target; of a report that of every share it is a recipient
   * of.
   *
   * @return whether it had any by itself, not through a group or what lies above
   * @throws AccessException if it is the last owner
   */
  public boolean leave(Target target) {
    return switch (target) {
      case Target.WholeRecord whole -> memberships.leave(whole.record());
      case Target.OneSection section -> memberships.leave(section.section());
      case Target.OneReport report -> {
        boolean left = false;
        for (KeyringId share : shares.received(report.report())) {
          left |= memberships.leave(share);
        }
        yield left;
      }
    };
  }

  /** Whether this person comes to the target by another way: asked after leaving it. */
  public boolean staysIn(Target target) {
    return switch (target) {
      case Target.WholeRecord whole -> !me.participation().isOutside(whole.record());
      case Target.OneSection section -> !me.participation().isOutside(section.section());
      case Target.OneReport report ->
          !me.participation().isOutside(report.section())
              || shares.received(report.report()).stream()
                  .anyMatch(share -> !me.participation().isOutside(share));
    };
  }

  /** The sections of a record of which this person is a member itself, in whatever role. */
  public List<SectionView> ownSections(KeyringId record) {
    return records.show(record).sections().stream()
        .filter(
            section ->
                me.chains()
                    .find(section.id())
                    .filter(chain -> chain.state().members().containsKey(me.me()))
                    .isPresent())
        .toList();
  }

  /**
   * Who has access to a record, to its sections, to single reports, and through which memberships.
   */
  public List<AccessEntry> access(KeyringId record) {
    RecordView view = records.show(record);
    AccessList list = new AccessList(me);
    if (me.chains().find(record).isPresent()) {
      list.addRecord(record);
    }
    view.sections().forEach(section -> list.addSection(record, section.id()));
    return list.entries();
  }

  /**
   * Renews every keyring that is stale or does not open, and that this person may manage: after a
   * stolen secret was replaced, somebody left, or somebody locked others out. Also those that this
   * person owns and that others have changed for long.
   *
   * @return how many were renewed
   */
  public int refresh() {
    int renewed = 0;
    me.loadGroups();
    for (KeyringKind kind :
        List.of(
            KeyringKind.DEPARTMENT,
            KeyringKind.INSTITUTE,
            KeyringKind.RECORD,
            KeyringKind.SECTION)) {
      for (KeyringId id : me.members(kind)) {
        if (me.cascade().manages(id)
            && (me.cascade().needsRenewal(id) || me.cascade().isLong(id))
            && me.cascade().freshen(id)) {
          renewed++;
        }
      }
    }
    return renewed;
  }

  private Member shareReport(Target.OneReport target, KeyringId to, Optional<Instant> until) {
    me.chains().load(List.of(to, target.section()));
    @Nullable Instant end = until.map(time -> time.truncatedTo(ChronoUnit.MILLIS)).orElse(null);
    if (!me.cascade().manages(target.section())) {
      throw new AccessException.NoAuthority("share reports of this section");
    }
    Optional<Patient> patient = records.section(target.section()).patient();
    try (Reports.Shareable report = reports.shareable(target.report())) {
      if (!report.report().section().equals(target.section())) {
        throw new InputException.NoSuch("report", target.report().hex().substring(0, 12));
      }
      return shares.share(target, to, report.key(), patient, end);
    }
  }

  /**
   * Says anew whose record it is, wherever that is said: in the record, its sections, and shares of
   * single reports; needs <em>manage</em>. What was said before stays in their chains ({@link
   * Records#patients}).
   *
   * @throws InputException.BadValue if the patient has no name or is not born yet, or if nothing
   *     would change
   */
  public void correctPatient(KeyringId record, Patient patient) {
    RecordView before = records.show(record);
    if (!before.capabilities().contains(Capability.MANAGE)) {
      throw new AccessException.NoAuthority("say whose record it is");
    }
    Records.requireSound(patient);
    List<KeyringId> all = new ArrayList<>(List.of(record));
    for (SectionView section : before.sections()) {
      all.add(section.id());
      shares.of(section.id(), Optional.empty()).stream()
          .filter(share -> !share.closed())
          .map(KeyringState::id)
          .forEach(all::add);
    }
    if (before.patient().equals(Optional.of(patient))) {
      throw new InputException.BadValue("That is said already: nothing was corrected.");
    }
    Map<KeyringId, Optional<String>> names = new HashMap<>();
    before.sections().forEach(section -> names.put(section.id(), section.name()));
    all.forEach(me.cascade()::freshen);
    me.changes()
        .commit(
            all,
            draft -> {
              for (KeyringId id : all) {
                me.cascade().requireFresh(id);
                Optional<String> name = names.getOrDefault(id, Optional.empty());
                draft.change(
                    id,
                    List.of(
                        SealedNotes.profile(
                            id, draft.state(id).current(), name, Optional.of(patient))));
              }
              return all;
            });
  }

  /** The keyrings of the target, and of what lies in it, that have that member; outermost first. */
  private SequencedMap<KeyringId, Target> sharedWith(Target target, KeyringId who) {
    SequencedMap<KeyringId, Target> shared = new LinkedHashMap<>();
    switch (target) {
      case Target.WholeRecord whole -> {
        if (isMember(whole.record(), who)) {
          shared.put(whole.record(), whole);
        }
        for (SectionView section : records.show(whole.record()).sections()) {
          addSection(whole.record(), section.id(), who, shared);
        }
      }
      case Target.OneSection section ->
          addSection(section.record(), section.section(), who, shared);
      case Target.OneReport report ->
          shares.of(report.section(), Optional.of(report.report())).stream()
              .filter(share -> isRecipient(share, who))
              .forEach(share -> shared.put(share.id(), report));
    }
    return shared;
  }

  private void addSection(
      KeyringId record, KeyringId section, KeyringId who, Map<KeyringId, Target> shared) {
    if (isMember(section, who)) {
      shared.put(section, new Target.OneSection(record, section));
    }
    if (me.cascade().manages(section)) {
      for (KeyringState share : shares.of(section, Optional.empty())) {
        if (isRecipient(share, who)) {
          ReportId report = share.shared().orElseThrow().report();
          shared.put(share.id(), new Target.OneReport(record, section, report));
        }
      }
    }
  }

  /** The section that a share lies in is a member of it too, and stays one. */
  private static boolean isRecipient(KeyringState share, KeyringId who) {
    return !who.equals(share.parent().orElseThrow()) && share.members().containsKey(who);
  }

  private boolean isMember(KeyringId keyring, KeyringId who) {
    me.chains().refresh(List.of(keyring));
    me.chains().complete(List.of(keyring));
    return me.chains()
        .find(keyring)
        .filter(chain -> chain.state().members().containsKey(who))
        .isPresent();
  }

  private List<AccessEntry> accessTo(Target target) {
    List<AccessEntry> all = access(target.record());
    return switch (target) {
      case Target.WholeRecord _ -> all;
      case Target.OneSection section ->
          all.stream()
              .filter(
                  entry -> entry.to() instanceof Target.WholeRecord || entry.to().equals(section))
              .toList();
      case Target.OneReport report ->
          all.stream()
              .filter(
                  entry ->
                      entry.to() instanceof Target.WholeRecord
                          || entry.to().equals(report)
                          || entry
                              .to()
                              .equals(new Target.OneSection(report.record(), report.section())))
              .toList();
    };
  }
}
