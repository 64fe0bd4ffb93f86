package io.medseal.client.keyrings;

import io.medseal.client.decisions.DecisionBook;
import io.medseal.ledger.chains.Authority;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Header;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.seal.decisions.Decisions;
import io.medseal.seal.decisions.KeyringDecision;
import io.medseal.seal.decisions.SignerDecision;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which keyrings take part in what the person does (spec/accounts.md section 6). Being made a
 * member by somebody else is an offer, until the person accepts it.
 */
public final class Participation {
  private final KeyringId me;
  private final TrustedChains chains;
  private final DecisionBook decisions;
  private final Clock clock;
  private Supplier<Set<KeyringId>> verifiedInstitutes = Set::of;

  Participation(KeyringId me, TrustedChains chains, DecisionBook decisions, Clock clock) {
    this.me = me;
    this.chains = chains;
    this.decisions = decisions;
    this.clock = clock;
  }

  /** Where to ask which of the person's institutes something stands behind. */
  public void rely(Supplier<Set<KeyringId>> verified) {
    verifiedInstitutes = verified;
  }

  /** Whether it takes part, by its verified chain. Looks only at chains that are loaded. */
  public boolean takesPart(KeyringId id) {
    return takesPart(id, new HashSet<>());
  }

  /** Whether the person has nothing there at all: there is nothing to accept, either. */
  public boolean isOutside(KeyringId id) {
    return new Authority(chains).isOutside(me, id, now());
  }

  /**
   * Whether it can take part if the service tells the truth about how the person came into it: what
   * can't is not even fetched, so that strangers cost nothing.
   */
  public boolean mayTakePart(Statements.KeyringSummary summary) {
    return mayTakePart(
        summary.keyring(),
        Optional.ofNullable(summary.addedBy()),
        summary.through(),
        this::takesPart);
  }

  /**
   * The same of what was read before.
   *
   * @param addedBy who made the person a direct member
   * @param through members that the person comes through
   * @param groups whether one of these takes part
   */
  public boolean mayTakePart(
      KeyringId id,
      Optional<KeyringId> addedBy,
      Collection<KeyringId> through,
      Predicate<KeyringId> groups) {
    Optional<KeyringDecision> decision = decisions.decisions().of(id);
    if (decision.isPresent()) {
      return decision.get() == KeyringDecision.ACCEPTED;
    }
    return addedBy.filter(this::isWelcome).isPresent() || through.stream().anyMatch(groups);
  }

  /**
   * What decides whether things take part, besides their own chains: another text where it may have
   * become another one.
   *
   * @param groups the departments and institutes that the person belongs to
   */
  public String ground(Set<KeyringId> groups) {
    Authority authority = new Authority(chains);
    Stream<String> relied = verifiedInstitutes.get().stream().map(id -> "institute " + id.hex());
    Stream<String> own =
        groups.stream()
            .filter(this::takesPart)
            .map(
                id ->
                    "group "
                        + id.hex()
                        + authority.capabilities(me, id, now()).stream()
                            .map(one -> " " + one.name().toLowerCase(Locale.ROOT))
                            .sorted()
                            .collect(Collectors.joining()));
    return decisions.version()
        + Stream.concat(relied, own)
            .sorted()
            .map(line -> "\n" + line)
            .collect(Collectors.joining());
  }

  /** Whether nothing has been decided about it, nor about who the service says is behind it. */
  public boolean isUndecided(Statements.KeyringSummary summary) {
    Decisions made = decisions.decisions();
    return made.of(summary.keyring()).isEmpty()
        && (summary.addedBy() == null || made.ofSigner(summary.addedBy()).isEmpty());
  }

  /** Whether what that signer shares comes in by itself. */
  public boolean isWelcome(KeyringId signer) {
    Decisions made = decisions.decisions();
    return signer.equals(me)
        || made.ofSigner(signer).equals(Optional.of(SignerDecision.ACCEPTED))
        || (made.ofSigner(signer).isEmpty() && isOfMyInstitute(signer));
  }

  private boolean takesPart(KeyringId id, Set<KeyringId> above) {
    if (id.equals(me)) {
      return true;
    }
    Optional<VerifiedChain> chain = chains.find(id);
    Optional<KeyringDecision> decision = decisions.decisions().of(id);
    if (chain.isEmpty() || decision.isPresent()) {
      return chain.isPresent() && decision.get() == KeyringDecision.ACCEPTED;
    }
    if (chain
        .get()
        .state()
        .member(me)
        .filter(own -> isWelcome(own.introduction().by()))
        .isPresent()) {
      return true;
    }
    if (above.size() > Header.MAX_HOPS || !above.add(id)) {
      return false;
    }
    try {
      KeyringState state = chain.get().state();
      return state.members().shown().stream()
          .anyMatch(member -> comesThrough(member.getKey(), above));
    } finally {
      above.remove(id);
    }
  }

  private boolean comesThrough(KeyringId member, Set<KeyringId> above) {
    return chains.find(member).filter(chain -> !chain.state().kind().madeByItself()).isPresent()
        && !new Authority(chains).capabilities(me, member, now()).isEmpty()
        && takesPart(member, above);
  }

  /** The institute itself, its people, and those whom it endorses. */
  private boolean isOfMyInstitute(KeyringId signer) {
    chains.loadShown(verifiedInstitutes.get(), signer);
    return verifiedInstitutes.get().stream()
        .flatMap(institute -> chains.find(institute).stream())
        .map(VerifiedChain::state)
        .anyMatch(institute -> accepted(institute) && speaks(institute, signer));
  }

  private boolean speaks(KeyringState institute, KeyringId signer) {
    Instant now = now();
    return !institute.closed()
        && institute.shows(signer)
        && (institute.id().equals(signer)
            || !institute.directCapabilities(signer, now).isEmpty()
            || Optional.ofNullable(institute.endorsements().get(signer))
                .filter(word -> !word.expiredAt(now))
                .isPresent());
  }

  /** One's own institute is one that was accepted by name, or that one founded. */
  private boolean accepted(KeyringState institute) {
    return decisions.decisions().of(institute.id()).equals(Optional.of(KeyringDecision.ACCEPTED))
        || institute.creator().equals(me);
  }

  private Instant now() {
    return clock.instant();
  }
}
