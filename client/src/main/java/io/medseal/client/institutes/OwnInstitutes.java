package io.medseal.client.institutes;

import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.profiles.Compared;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.seal.decisions.Decisions;
import io.medseal.seal.decisions.KeyringDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The institutes that are the person's own, accepted by name or founded, and that something stands
 * behind: whose people need no introduction.
 */
public final class OwnInstitutes {
  private static final Duration LASTS = Duration.ofMinutes(1);

  private final SignedIn me;
  private final Institutes institutes;
  private @Nullable Answer last;

  /** For the person who is logged in. */
  public OwnInstitutes(SignedIn me) {
    this.me = me;
    this.institutes = new Institutes(me);
  }

  /** All of them, asked at most once a minute while the person decides nothing. */
  public synchronized Set<KeyringId> verified() {
    Decisions decisions = me.decisions().decisions();
    Map<KeyringId, Compared> compared = me.profile().compared();
    if (last == null || !last.holds(me.now(), decisions, compared)) {
      last = new Answer(me.now(), decisions, compared, ask(decisions));
    }
    return last.institutes();
  }

  private Set<KeyringId> ask(Decisions decisions) {
    List<KeyringId> candidates =
        me.keyrings(KeyringKind.INSTITUTE).stream()
            .filter(summary -> isCandidate(decisions, summary))
            .map(Statements.KeyringSummary::keyring)
            .toList();
    return institutes.verifications(candidates).entrySet().stream()
        .filter(entry -> entry.getValue().isVerified() && isOwn(decisions, entry.getKey()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** As the service says; what it says of others' institutes is not even looked at. */
  private boolean isCandidate(Decisions decisions, Statements.KeyringSummary summary) {
    return decisions.of(summary.keyring()).equals(Optional.of(KeyringDecision.ACCEPTED))
        || me.me().equals(summary.addedBy());
  }

  private boolean isOwn(Decisions decisions, KeyringId institute) {
    Optional<KeyringState> state = me.chains().find(institute).map(VerifiedChain::state);
    return state.isPresent()
        && (decisions.of(institute).equals(Optional.of(KeyringDecision.ACCEPTED))
            || state.get().creator().equals(me.me()));
  }

  private record Answer(
      Instant at,
      Decisions decisions,
      Map<KeyringId, Compared> compared,
      Set<KeyringId> institutes) {
    boolean holds(Instant now, Decisions made, Map<KeyringId, Compared> numbers) {
      return now.isBefore(at.plus(LASTS)) && made.equals(decisions) && numbers.equals(compared);
    }
  }
}
