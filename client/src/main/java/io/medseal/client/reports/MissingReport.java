package io.medseal.client.reports;

import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.people.People;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.ClientException;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.TrustException;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.Deletion;
import io.medseal.ledger.keyrings.KeyringKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Why the service does not answer a report: it was deleted by somebody who signed that, it is
 * withheld, or there is no such report (spec/keyrings.md section 6, Deleting).
 */
final class MissingReport {
  private final SignedIn me;

  MissingReport(SignedIn me) {
    this.me = me;
  }

  /**
   * Looks through the chains of every section that this person can reach.
   *
   * @param saidDeleted whether the service says that it has been deleted
   */
  ClientException why(ReportId id, boolean saidDeleted) {
    List<KeyringId> shares = me.members(KeyringKind.SHARE);
    Set<KeyringId> sections = new LinkedHashSet<>(sections());
    boolean shared = false;
    for (KeyringId share : shares) {
      Optional<VerifiedChain> chain = me.chains().find(share);
      if (chain
          .flatMap(known -> known.state().shared())
          .filter(it -> it.report().equals(id))
          .isPresent()) {
        chain.orElseThrow().state().parent().ifPresent(sections::add);
        shared = true;
      }
    }
    me.chains().refresh(sections);
    for (KeyringId section : sections) {
      Optional<Deletion> deletion =
          me.chains().find(section).flatMap(chain -> chain.state().deletion(id));
      if (deletion.isPresent()) {
        return deleted(me, id, deletion.get());
      }
    }
    return shared || saidDeleted
        ? new TrustException.Withheld(ReportVerifier.brief(id))
        : new InputException.NoSuch("report", ReportVerifier.brief(id));
  }

  private List<KeyringId> sections() {
    me.members(KeyringKind.RECORD); // the person comes to sections through them
    return me.members(KeyringKind.SECTION);
  }

  /** Deleted reports whose ids begin like that, in this person's sections. */
  Set<ReportId> deleted(String beginning) {
    return sections().stream()
        .flatMap(section -> me.chains().find(section).stream())
        .flatMap(chain -> chain.state().deleted())
        .filter(report -> report.hex().startsWith(beginning))
        .collect(Collectors.toSet());
  }

  /** What is said of a report that this statement deleted. */
  static AccessException.Deleted deleted(SignedIn me, ReportId id, Deletion deletion) {
    String name = new People(me).byKeyring(deletion.by()).display();
    return new AccessException.Deleted(
        ReportVerifier.brief(id), deletion.by(), name, deletion.at());
  }
}
