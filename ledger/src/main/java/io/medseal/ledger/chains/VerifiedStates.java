package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * A keyring after each statement of a chain whose every statement has been verified, or after each
 * since a later one that the chain is begun at: all that is needed to judge who may do what, then
 * and now. Immutable; only {@link ChainVerifier} and {@link ChainResolver} make one.
 *
 * <p>The statements themselves are not held, nor is what they seal: the bytes of notes and of
 * shared reports' keys are empty in these states. A {@link VerifiedChain} has both.
 *
 * <p>Of a chain that is begun later, what was before is known as far as it has been {@linkplain
 * VerifiedChain#showing shown}. Whatever would need more throws {@link LedgerException.NotShown}:
 * nothing that is not shown is ever taken for absent. Who keeps a chain whole goes on from a {@link
 * KeptState}, and looks up what was before ({@link Earlier}): to it, all is known.
 */
public sealed class VerifiedStates permits VerifiedChain {
  private final Grown grown;
  private final long bytes;

  VerifiedStates(Grown grown, long bytes) {
    this.grown = grown;
    this.bytes = bytes;
  }

  /**
   * States that share what they have in common with those of a shorter chain.
   *
   * @param from the number of the first of them: 0, or where the chain is begun
   * @param states oldest first
   * @param seqByHash the number of the statement of that hash
   * @param steps of a chain that is known whole, where it could be begun later
   * @param line of a chain that is begun later, who signed what led there
   * @param pasts what has been shown of what was before
   * @param earlier what was before, of a chain that is gone on with by who keeps it whole
   */
  record Grown(
      int from,
      PVector<KeyringState> states,
      PMap<StatementHash, Integer> seqByHash,
      OwnerSteps steps,
      List<OwnerSteps.Step> line,
      PMap<StatementHash, PastVerifier.Shown> pasts,
      @Nullable Earlier earlier) {
    static final Grown EMPTY = begun(0, OwnerSteps.NONE, List.of(), null);

    /** A chain that is begun there. */
    static Grown begun(KeyringState base, List<OwnerSteps.Step> line) {
      return begun(base.seq(), OwnerSteps.NONE, line, null).with(base, OwnerSteps.NONE);
    }

    /** A chain that is gone on with from there. */
    static Grown kept(KeyringState state, OwnerSteps steps, Earlier earlier) {
      return begun(state.seq(), steps, List.of(), earlier).with(state, steps);
    }

    private static Grown begun(
        int from, OwnerSteps steps, List<OwnerSteps.Step> line, @Nullable Earlier earlier) {
      return new Grown(
          from,
          TreePVector.empty(),
          HashTreePMap.empty(),
          steps,
          line,
          HashTreePMap.empty(),
          earlier);
    }

    /** With the state after that statement. */
    Grown plus(Statement statement, KeyringState state) {
      return with(state, steps.plus(statement, state));
    }

    private Grown with(KeyringState state, OwnerSteps after) {
      return new Grown(
          from,
          states.plus(state),
          seqByHash.plus(state.head(), from + states.size()),
          after,
          line,
          pasts,
          earlier);
    }

    /** How many statements the chain has. */
    int size() {
      return from + states.size();
    }

    /** Of a chain that is known whole, or kept so, after any statement; else from the first. */
    KeyringState state(int seq) {
      return seq < from && earlier != null ? earlier.state(seq) : states.get(seq - from);
    }

    Instant time(int seq) {
      return seq < from && earlier != null ? earlier.time(seq) : state(seq).time();
    }

    /** The number of a statement, in what is known or kept whole. */
    OptionalInt seq(StatementHash head) {
      Integer seq = seqByHash.get(head);
      if (seq != null) {
        return OptionalInt.of(seq);
      }
      return earlier == null ? OptionalInt.empty() : earlier.seq(head);
    }

    /** Whether nothing of the chain is unknown. */
    boolean isWhole() {
      return from == 0 || earlier != null;
    }

    Optional<KeyringState> at(StatementHash head) {
      OptionalInt seq = seq(head);
      if (seq.isPresent()) {
        return Optional.of(state(seq.getAsInt()));
      }
      PastVerifier.Shown past = pasts.get(head);
      if (past == null && !isWhole()) {
        throw new LedgerException.NotShown("a head from before the chain is begun")
            .in(states.getFirst().id().hex(), from);
      }
      return Optional.ofNullable(past).map(PastVerifier.Shown::state);
    }

    Optional<Instant> followedAt(StatementHash head) {
      OptionalInt seq = seq(head);
      if (seq.isPresent()) {
        int next = seq.getAsInt() + 1;
        return next < size() ? Optional.of(time(next)) : Optional.empty();
      }
      return at(head).map(_ -> Objects.requireNonNull(pasts.get(head)).nextTime());
    }

    /**
     * That who led to where the chain is begun was an owner after that statement, if it came
     * before.
     */
    private void requireOwners(KeyringState then) {
      line.stream()
          .filter(step -> step.seq() > then.seq())
          .findFirst()
          .filter(step -> !BaseVerifier.isLastingOwner(then, step.signer()))
          .ifPresent(
              _ -> {
                throw new LedgerException.BrokenChain(
                    "a chain begun by somebody who was no owner before");
              });
    }

    Grown showing(Past past) {
      PastVerifier verifier = new PastVerifier(states.getFirst());
      if (verifier.isBefore(past)) {
        PastVerifier.Shown shown = verifier.before(past);
        requireOwners(shown.state());
        PastVerifier.Shown known = pasts.get(shown.state().head());
        PastVerifier.Shown both = known == null ? shown : known.with(shown);
        return new Grown(
            from, states, seqByHash, steps, line, pasts.plus(shown.state().head(), both), earlier);
      }
      KeyringState more = verifier.state(past);
      Integer seq = seqByHash.get(more.head());
      if (seq == null || !past.path().isEmpty() || past.next().isPresent()) {
        throw new LedgerException.BrokenChain("a statement that is not of the chain");
      }
      KeyringState both = state(seq).with(more);
      return new Grown(from, states.with(seq - from, both), seqByHash, steps, line, pasts, earlier);
    }
  }

  /** Whose chain this is. */
  public final KeyringId id() {
    return state().id();
  }

  /** The keyring after the newest statement. */
  public final KeyringState state() {
    return states().getLast();
  }

  /** The keyring after each statement from {@link #from} on, oldest first; never empty. */
  public final List<KeyringState> states() {
    return grown.states();
  }

  /** The number of the first statement whose state is held; 0 where all are. */
  public final int from() {
    return grown.from();
  }

  /** Of a chain that is begun later, who signed what leads there. */
  public final List<KeyringId> leaders() {
    return grown.line().stream().map(OwnerSteps.Step::signer).distinct().toList();
  }

  /** How many statements it has, those before {@link #from} among them. */
  public final int size() {
    return grown.size();
  }

  /**
   * How long all statements are together; of a chain that is begun later those from {@link #from}
   * on.
   */
  public final long bytes() {
    return bytes;
  }

  /**
   * The keyring after the statement of this hash, if it is in this chain.
   *
   * @throws LedgerException.NotShown if it might be in what is not shown
   */
  public final Optional<KeyringState> at(StatementHash head) {
    return grown.at(head);
  }

  /**
   * Whether the statement of this hash is in this chain.
   *
   * @throws LedgerException.NotShown if it might be in what is not shown
   */
  public final boolean contains(StatementHash head) {
    return at(head).isPresent();
  }

  /** Whether the keyring after the statement of this hash is known, perhaps in part. */
  public final boolean knows(StatementHash head) {
    return grown.seqByHash().containsKey(head) || grown.pasts().containsKey(head);
  }

  /**
   * The other keyrings whose chains are needed to verify this one: signers and memberships; of a
   * chain that is begun later those that are shown.
   */
  public final Set<KeyringId> leansOn() {
    return state().named().shown().stream()
        .filter(named -> named.getValue().head().isPresent())
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** When the statement after that one was signed; empty for the newest and for unknown ones. */
  final Optional<Instant> followedAt(StatementHash head) {
    return grown.followedAt(head);
  }

  /**
   * The keyring as it was at that time, but not before the statement of this hash.
   *
   * @throws LedgerException.NotShown if that is not shown
   */
  public final Optional<KeyringState> atOrAfter(StatementHash head, Instant time) {
    OptionalInt known = grown.isWhole() ? grown.seq(head) : OptionalInt.empty();
    return known.isPresent()
        ? Optional.of(grown.state(lastBefore(time, known.getAsInt())))
        : at(head).map(state -> atOrAfter(state, time));
  }

  private KeyringState atOrAfter(KeyringState from, Instant time) {
    KeyringState first = states().getFirst();
    if (from.seq() >= first.seq()) {
      return grown.state(lastBefore(time, from.seq()));
    }
    if (!first.time().isAfter(time)) {
      return grown.state(lastBefore(time, first.seq()));
    }
    if (from.time().isAfter(time)) {
      return from;
    }
    return grown.pasts().values().stream()
        .filter(
            past ->
                past.state().seq() >= from.seq()
                    && !past.state().time().isAfter(time)
                    && past.nextTime().isAfter(time))
        .findFirst()
        .map(PastVerifier.Shown::state)
        .orElseThrow(
            () ->
                new LedgerException.NotShown("a time from before the chain is begun")
                    .in(id().hex(), grown.from()));
  }

  /** Times never go back in a chain. */
  private int lastBefore(Instant time, int from) {
    int last = from;
    int end = grown.size();
    while (last + 1 < end) {
      int middle = (last + end) >>> 1;
      if (grown.time(middle).isAfter(time)) {
        end = middle;
      } else {
        last = middle;
      }
    }
    return last;
  }

  final Grown grown() {
    return grown;
  }
}
