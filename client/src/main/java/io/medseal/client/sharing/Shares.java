package io.medseal.client.sharing;

import io.medseal.client.demographics.Patient;
import io.medseal.client.demographics.SealedNotes;
import io.medseal.client.keyrings.Draft;
import io.medseal.client.keyrings.Memberships;
import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.transport.Paging;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.keyrings.SharedReport;
import io.medseal.ledger.statements.Change;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.seal.SealException;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.envelopes.Envelopes;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.secrets.ReportKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shares of single reports: keyrings of their own (spec/keyrings.md section 6, Shares). */
final class Shares {
  private final SignedIn me;
  private final Memberships memberships;

  Shares(SignedIn me) {
    this.me = me;
    this.memberships = new Memberships(me);
  }

  /** The shares of a section, or of one of its reports, verified; needs <em>manage</em>. */
  List<KeyringState> of(KeyringId section, Optional<ReportId> report) {
    List<KeyringId> ids = new ArrayList<>();
    Paging paging = new Paging(me.connection(), Optional.empty());
    Optional<String> next = Optional.empty();
    do {
      Statements.SharePage page =
          me.connection()
              .get(
                  "/keyrings/"
                      + section.hex()
                      + "/shares?limit=200"
                      + report.map(id -> "&report=" + id.hex()).orElse("")
                      + Paging.after(next),
                  Statements.SharePage.class);
      List<KeyringId> shares =
          page.shares().stream().map(Statements.ShareSummary::keyring).toList();
      ids.addAll(shares);
      next = paging.next(shares, page.next());
    } while (next.isPresent());
    me.chains().refresh(ids);
    return ids.stream()
        .flatMap(id -> me.chains().find(id).stream())
        .map(chain -> chain.state())
        .filter(state -> isOf(state, section, report))
        .toList();
  }

  /** The shares of a report that this person is a recipient of, itself or through a group. */
  List<KeyringId> received(ReportId report) {
    return me.members(KeyringKind.SHARE).stream()
        .filter(
            id ->
                me.chains()
                    .find(id)
                    .flatMap(chain -> chain.state().shared())
                    .filter(shared -> shared.report().equals(report))
                    .isPresent())
        .toList();
  }

  /** What the service names must be what the chain says. */
  private static boolean isOf(KeyringState state, KeyringId section, Optional<ReportId> report) {
    return state.kind() == KeyringKind.SHARE
        && state.parent().equals(Optional.of(section))
        && (report.isEmpty() || state.shared().map(SharedReport::report).equals(report));
  }

  /**
   * Sets a recipient, in a share that is there or a new one.
   *
   * @param key of the report
   */
  Member share(
      Target.OneReport target,
      KeyringId to,
      ReportKey key,
      Optional<Patient> patient,
      @Nullable Instant until) {
    for (KeyringState share : of(target.section(), Optional.of(target.report()))) {
      if (!share.closed() && opensTo(share, key)) {
        return memberships.set(share.id(), to, Role.READER, Optional.ofNullable(until));
      }
    }
    me.cascade().freshen(target.section());
    me.cascade().freshen(to);
    return me.changes()
        .commit(
            List.of(target.section(), to),
            draft -> {
              me.cascade().requireFresh(target.section());
              me.cascade().requireFresh(to);
              return create(draft, target, to, key, patient, until);
            });
  }

  /** Whether generation 1 opens to this person and holds the report's key. */
  private boolean opensTo(KeyringState share, ReportKey key) {
    if (me.cascade().needsRenewal(share.id()) && !me.cascade().freshen(share.id())) {
      return false;
    }
    Optional<KeyringKeys> first = me.chest().find(share.id(), 1);
    SharedReport shared = share.shared().orElseThrow();
    if (first.isEmpty()) {
      return false;
    }
    Binding binding = Binding.report(shared.report(), share.id(), 1);
    try (ReportKey held = Envelopes.openReportKey(first.get(), binding, shared.envelope())) {
      return held.equals(key);
    } catch (SealException _) {
      return false;
    }
  }

  private Member create(
      Draft draft,
      Target.OneReport target,
      KeyringId to,
      ReportKey key,
      Optional<Patient> patient,
      @Nullable Instant until) {
    KeyringId section = target.section();
    try (GenerationSecret secret = GenerationSecret.random();
        KeyringKeys keys = KeyringKeys.derive(secret, KeyringKind.SHARE)) {
      KeyringId id = draft.idOf(KeyringKind.SHARE, section, keys.publicKeys());
      KeyringState share =
          draft.create(
              new Change.Create(
                  KeyringKind.SHARE,
                  keys.publicKeys(),
                  section,
                  List.of(draft.member(id, 1, () -> secret, section, Role.OWNER, null)),
                  target.report(),
                  Envelopes.seal(keys.publicKeys(), Binding.report(target.report(), id, 1), key)));
      List<Change> changes = new ArrayList<>();
      patient.ifPresent(
          known ->
              changes.add(
                  SealedNotes.profile(id, share.current(), Optional.empty(), Optional.of(known))));
      changes.add(new Change.SetMember(draft.member(id, 1, () -> secret, to, Role.READER, until)));
      return draft.change(id, changes).members().get(to);
    }
  }
}
