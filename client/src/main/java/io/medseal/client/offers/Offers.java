package io.medseal.client.offers;

import io.medseal.client.institutes.Institutes;
import io.medseal.client.institutes.Standing;
import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.people.People;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.TrustException;
import io.medseal.client.records.References;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Introduction;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.seal.decisions.Decisions;
import io.medseal.seal.decisions.KeyringDecision;
import io.medseal.seal.decisions.SignerDecision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What others shared with this person.
 *
 * <p><b>Guarantees.</b> Before something is accepted it takes part in nothing: not in lists,
 * searches, names, uploads, or ways to other things. What is decided is known to all devices of
 * this person, and to nobody else.
 */
public final class Offers {
  /** So many are looked at: strangers may have made any number. */
  private static final int MOST_LOOKED_AT = 100;

  private final SignedIn me;

  /** For the person who is logged in. */
  public Offers(SignedIn me) {
    this.me = me;
  }

  /** What waits for a decision, newest first. */
  public OfferList waiting() {
    return list(false);
  }

  /** Also what was declined, and what blocked people shared. */
  public OfferList all() {
    return list(true);
  }

  /**
   * The keyring that somebody means by the beginning of its id, among all that was offered.
   *
   * @throws InputException.NoSuch if there is none
   * @throws InputException.Ambiguous if there are several
   */
  public KeyringId find(String reference) {
    List<KeyringId> ids =
        SignedIn.OFFERED.stream()
            .flatMap(kind -> me.keyrings(kind).stream())
            .filter(summary -> summary.addedBy() != null)
            .map(Statements.KeyringSummary::keyring)
            .toList();
    return References.one("offer", reference, ids, KeyringId::hex, _ -> Optional.empty());
  }

  /**
   * Accepts what was shared and, at first contact, who shared it: what they share later, and what
   * of theirs waits now, comes in by itself.
   *
   * @throws InputException.NoSuch if nobody made this person a member of it
   * @throws TrustException if its history does not verify
   */
  public Accepted accept(KeyringId keyring) {
    Offer offer = offer(keyring, standings(List.of(keyring)));
    KeyringId from = offer.from().keyring();
    boolean firstContact =
        me.decisions().decisions().ofSigner(from).isEmpty() && !from.equals(me.me());
    List<KeyringId> others = firstContact ? waitingFrom(from, keyring) : List.of();
    me.decisions()
        .change(
            before -> {
              Decisions after = before.with(keyring, KeyringDecision.ACCEPTED);
              return firstContact && before.ofSigner(from).isEmpty()
                  ? after.withSigner(from, SignerDecision.ACCEPTED)
                  : after;
            });
    me.loadGroups();
    return came(Optional.of(offer), others);
  }

  /** Declines what was shared: it is not asked about again. Works for what does not verify, too. */
  public void decline(KeyringId keyring) {
    me.decisions().change(before -> before.with(keyring, KeyringDecision.DECLINED));
  }

  /** Accepts somebody: what they share comes in by itself, and so does what waits now. */
  public Accepted welcome(KeyringId signer) {
    List<KeyringId> waiting = waitingFrom(signer, signer);
    decide(signer, SignerDecision.ACCEPTED);
    me.loadGroups();
    return came(Optional.empty(), waiting);
  }

  /** Blocks somebody: what they share takes part in nothing and is not asked about. */
  public void block(KeyringId signer) {
    decide(signer, SignerDecision.BLOCKED);
  }

  /** Who shared that, by its verified history or, where it does not verify, by the service. */
  public KeyringId sharer(KeyringId keyring) {
    me.chains().load(List.of(keyring));
    return introduction(keyring)
        .map(Introduction::by)
        .or(() -> heard(keyring))
        .orElseThrow(() -> new InputException.NoSuch("offer", keyring.hex().substring(0, 12)));
  }

  /** What that signer shared, as the service says, and nothing is decided about. */
  private List<KeyringId> waitingFrom(KeyringId signer, KeyringId except) {
    return SignedIn.OFFERED.stream()
        .flatMap(kind -> me.keyrings(kind).stream())
        .filter(one -> signer.equals(one.addedBy()) && !one.keyring().equals(except))
        .filter(one -> me.decisions().decisions().of(one.keyring()).isEmpty())
        .map(Statements.KeyringSummary::keyring)
        .distinct()
        .sorted()
        .toList();
  }

  private Accepted came(Optional<Offer> accepted, List<KeyringId> others) {
    List<KeyringId> looked = others.stream().limit(MOST_LOOKED_AT).toList();
    me.chains().refresh(looked);
    Map<KeyringId, Standing> standings = standings(looked);
    List<Offer> came =
        looked.stream()
            .filter(id -> me.chains().find(id).isPresent() && me.participation().takesPart(id))
            .map(id -> offer(id, standings))
            .toList();
    return new Accepted(accepted, came, others.size() - looked.size());
  }

  private void decide(KeyringId signer, SignerDecision decision) {
    if (signer.equals(me.me())) {
      throw new InputException.BadValue("This is your own account: nothing to decide.");
    }
    me.decisions().change(before -> before.withSigner(signer, decision));
  }

  private OfferList list(boolean decided) {
    Map<KeyringId, KeyringId> offered = new HashMap<>();
    for (KeyringKind kind : SignedIn.OFFERED) {
      for (Statements.KeyringSummary summary : me.keyrings(kind)) {
        boolean shown = decided || me.participation().isUndecided(summary);
        if (summary.addedBy() != null && shown && !summary.addedBy().equals(me.me())) {
          offered.put(summary.keyring(), summary.addedBy());
        }
      }
    }
    List<KeyringId> looked = offered.keySet().stream().sorted().limit(MOST_LOOKED_AT).toList();
    me.chains().refresh(looked);
    List<Offer> offers = new ArrayList<>();
    List<Offer.Unsound> unsound = new ArrayList<>();
    Map<KeyringId, Standing> standings = standings(looked);
    for (KeyringId id : looked) {
      try {
        me.chains().requireSound(id);
        if (me.chains().find(id).isPresent() && !me.participation().takesPart(id)) {
          offers.add(offer(id, standings));
        }
      } catch (TrustException e) {
        unsound.add(new Offer.Unsound(id, Optional.of(offered.get(id)), e));
      }
    }
    offers.sort(Comparator.comparing(Offer::since).reversed().thenComparing(Offer::keyring));
    return new OfferList(offers, unsound, offered.size() - looked.size());
  }

  /** Of institutes among these, asked for at once. */
  private Map<KeyringId, Standing> standings(List<KeyringId> keyrings) {
    return new Institutes(me)
        .verifications(
            keyrings.stream()
                .filter(
                    id ->
                        me.chains()
                            .find(id)
                            .filter(chain -> chain.state().kind() == KeyringKind.INSTITUTE)
                            .isPresent())
                .toList());
  }

  private Offer offer(KeyringId keyring, Map<KeyringId, Standing> standings) {
    me.chains().load(List.of(keyring));
    me.chains().requireSound(keyring);
    KeyringState state =
        me.chains()
            .find(keyring)
            .orElseThrow(() -> new InputException.NoSuch("offer", keyring.hex().substring(0, 12)))
            .state();
    Introduction how =
        introduction(keyring)
            .orElseThrow(() -> new InputException.NoSuch("offer", keyring.hex().substring(0, 12)));
    Member mine = state.member(me.me()).orElseThrow();
    return new Offer(
        keyring,
        state.kind(),
        new People(me).asFarAsKnown(how.by()),
        state.card(),
        standings.getOrDefault(keyring, Standing.NONE),
        mine.role(),
        mine.until(),
        how.at(),
        decision(keyring, how.by()));
  }

  private Offer.Decision decision(KeyringId keyring, KeyringId from) {
    Decisions made = me.decisions().decisions();
    if (made.of(keyring).equals(Optional.of(KeyringDecision.DECLINED))) {
      return Offer.Decision.DECLINED;
    }
    return made.ofSigner(from).equals(Optional.of(SignerDecision.BLOCKED))
        ? Offer.Decision.BLOCKED
        : Offer.Decision.WAITING;
  }

  private Optional<Introduction> introduction(KeyringId keyring) {
    Optional<VerifiedChain> chain = me.chains().find(keyring);
    return chain
        .map(VerifiedChain::state)
        .filter(state -> state.shows(me.me()))
        .flatMap(state -> state.member(me.me()))
        .map(Member::introduction);
  }

  private Optional<KeyringId> heard(KeyringId keyring) {
    return SignedIn.OFFERED.stream()
        .flatMap(kind -> me.keyrings(kind).stream())
        .filter(summary -> summary.keyring().equals(keyring))
        .map(Statements.KeyringSummary::addedBy)
        .filter(java.util.Objects::nonNull)
        .findFirst();
  }
}
