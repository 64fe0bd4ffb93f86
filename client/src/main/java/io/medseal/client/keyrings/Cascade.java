package io.medseal.client.keyrings;

import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.problems.TrustException;
import io.medseal.ledger.chains.Authority;
import io.medseal.ledger.chains.Staleness;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.states.StateReader;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps anything new from being sealed to a stale generation (spec/keyrings.md section 8): renews
 * what this person can renew, and names the keyrings to seal to where it can't.
 */
public final class Cascade {
  /** Whoever comes new to a keyring fetches as many statements behind an owner's newest word. */
  private static final int LONG = 500;

  private final TrustedChains chains;
  private final KeyChest chest;
  private final Changes changes;
  private final Rotation rotation;
  private final Clock clock;

  Cascade(TrustedChains chains, KeyChest chest, Changes changes, Rotation rotation, Clock clock) {
    this.chains = chains;
    this.chest = chest;
    this.changes = changes;
    this.rotation = rotation;
    this.clock = clock;
  }

  /**
   * Renews a keyring that is stale or does not open, where this person may manage it, its members
   * first. Where this person owns one in which no owner has said anything for long, its card is
   * published again: whoever comes new to it begins there (spec/keyrings.md section 12).
   *
   * @return whether it can be sealed to now
   */
  public boolean freshen(KeyringId id) {
    return freshen(id, new HashSet<>());
  }

  /**
   * The keyrings that a secret for everyone in {@code id} is sealed to: the keyring itself, renewed
   * if that was needed and possible; else its targets. Never empty.
   *
   * @throws AccessException.StaleGroup if there is nobody left to seal to
   */
  public Set<KeyringId> sealTo(KeyringId id) {
    if (freshen(id)) {
      return Set.of(id);
    }
    Set<KeyringId> unopened = new HashSet<>();
    Set<KeyringId> targets;
    Set<KeyringId> more;
    do {
      targets = new Staleness(chains).targets(id, now(), unopened);
      more = targets.stream().filter(this::doesNotOpen).collect(Collectors.toSet());
      unopened.addAll(more);
    } while (!more.isEmpty());
    if (targets.isEmpty()) {
      throw new AccessException.StaleGroup(TrustedChains.brief(id));
    }
    return targets;
  }

  /**
   * Whether nothing may be sealed to a keyring by this person, as the service shows it now: it is
   * stale, or this person may open it and can't.
   */
  public boolean needsRenewal(KeyringId id) {
    refreshWithOpeners(id);
    return isUnfit(id);
  }

  /**
   * Fetches the keyring and everyone who can open it anew.
   *
   * @throws AccessException.StaleGroup if nothing may be sealed to it now
   */
  public void requireFresh(KeyringId id) {
    if (needsRenewal(id)) {
      throw new AccessException.StaleGroup(TrustedChains.brief(id));
    }
  }

  /**
   * Whether this person owns a keyring in which owners have said nothing for {@value #LONG}
   * changes, by the chains that are loaded.
   */
  public boolean isLong(KeyringId id) {
    Optional<VerifiedChain> chain = chains.find(id).filter(Cascade::canBegin);
    return chain.filter(one -> isOwner(chest.me(), one.state())).isPresent()
        && sinceOwner(chain.get()) > LONG;
  }

  private static boolean canBegin(VerifiedChain chain) {
    return StateReader.canBegin(chain.state().kind()) && chain.state().seq() > LONG;
  }

  private static boolean isOwner(KeyringId who, KeyringState state) {
    return state.member(who).filter(Member::isLastingOwner).isPresent();
  }

  /** How many statements stand behind the newest that an owner signed by itself. */
  private static int sinceOwner(VerifiedChain chain) {
    List<VerifiedChain.Entry> entries = chain.entries();
    int since = 0;
    for (int at = entries.size() - 1; at >= 0 && since <= LONG; at--) {
      Header header = entries.get(at).statement().header();
      if (header.via().isEmpty() && isOwner(header.signer().keyring(), entries.get(at).state())) {
        return since;
      }
      since++;
    }
    return since;
  }

  /** Whether this person may manage a keyring, by the chains that are loaded. */
  public boolean manages(KeyringId id) {
    return mine(id).contains(Capability.MANAGE);
  }

  private boolean isUnfit(KeyringId id) {
    return new Staleness(chains).isStale(id, now()) || doesNotOpen(id);
  }

  /**
   * Whether its current generation should open to this person, and does not.
   *
   * @throws TrustException if that is because the service withholds what would open it
   */
  private boolean doesNotOpen(KeyringId id) {
    boolean closed = mine(id).contains(Capability.OPEN) && !chest.opens(id);
    if (closed) {
      chest.requireHandedOut(id);
    }
    return closed;
  }

  private Set<Capability> mine(KeyringId id) {
    return new Authority(chains).capabilities(chest.me(), id, now());
  }

  private boolean freshen(KeyringId id, Set<KeyringId> above) {
    if (above.size() > Header.MAX_HOPS || !above.add(id)) {
      return false;
    }
    try {
      boolean fit = !needsRenewal(id);
      if (fit && !isLong(id)) {
        return true;
      }
      if (!manages(id) || chest.newest(id).isEmpty()) {
        return fit;
      }
      for (KeyringId opener : chains.state(id).openers(now())) {
        Optional<VerifiedChain> chain = chains.find(opener);
        if (chain.isEmpty()) {
          return fit; // nobody can be sure of sealing to it; its other members are sealed to
        }
        boolean group = !chain.get().state().kind().madeByItself();
        if (group && isUnfit(opener) && !freshen(opener, above)) {
          return fit; // only who manages it can renew it; rotating here would not help
        }
      }
      changes.commit(
          List.of(id),
          draft -> {
            refreshWithOpeners(id);
            if (isUnfit(id)) {
              draft.change(id, renewal(draft, id));
            } else if (isLong(id)) {
              draft.change(id, List.of(ownersWord(draft, id)));
            }
            return id;
          });
      return !isUnfit(id);
    } catch (ServiceException | AccessException.InvalidChange e) {
      if (isUnfit(id)) {
        throw e;
      }
      return true; // it only stays long
    } finally {
      above.remove(id);
    }
  }

  /**
   * What an owner says again, so that the chain can be begun there: its card. Where there is none,
   * new keys, though they make what is sealed to it stale.
   */
  private Change ownersWord(Draft draft, KeyringId id) {
    return draft
        .state(id)
        .card()
        .<Change>map(
            card ->
                new Change.PublishCard(
                    card.name(), card.specialty().orElse(null), card.domain().orElse(null)))
        .orElseGet(() -> rotation.next(draft, id, Set.of()));
  }

  /** A rotation; before it, where this person may, the end of memberships that have ended. */
  private List<Change> renewal(Draft draft, KeyringId id) {
    KeyringState state = draft.state(id);
    Instant at = draft.timeFor(state);
    Set<Capability> mine = new Authority(draft).capabilities(draft.me(), id, at);
    Set<KeyringId> ended = new HashSet<>();
    for (Member member : state.members().values()) {
      Capability needed = member.role() == Role.OWNER ? Capability.OWN : Capability.MANAGE;
      if (member.expiredAt(at) && mine.contains(needed)) {
        ended.add(member.keyring());
      }
    }
    List<Change> renewal = new ArrayList<>();
    ended.forEach(member -> renewal.add(new Change.RemoveMember(member)));
    renewal.add(rotation.next(draft, id, ended));
    return renewal;
  }

  /** Fetches the keyring and everyone who can open it, level by level. */
  private void refreshWithOpeners(KeyringId id) {
    Set<KeyringId> seen = new HashSet<>();
    Set<KeyringId> level = Set.of(id);
    for (int hop = 0; hop <= Header.MAX_HOPS && !level.isEmpty(); hop++) {
      chains.refresh(level);
      chains.complete(level);
      seen.addAll(level);
      Set<KeyringId> next = new HashSet<>();
      for (KeyringId at : level) {
        Optional<VerifiedChain> chain = chains.find(at);
        if (chain.isPresent()) {
          next.addAll(chain.get().state().openers(now()));
        }
      }
      next.removeAll(seen);
      level = next;
    }
  }

  private Instant now() {
    return clock.instant();
  }
}
