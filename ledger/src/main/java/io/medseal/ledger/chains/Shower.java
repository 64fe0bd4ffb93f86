package io.medseal.ledger.chains;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.states.StateDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Shows of a chain that is known or kept whole what somebody needs who begins it later
 * (spec/keyrings.md section 12).
 */
public final class Shower {
  private final VerifiedStates chain;
  private final Keeping keeping;

  /**
   * @param keeping what else there is of that chain
   */
  public Shower(VerifiedStates chain, Keeping keeping) {
    if (!chain.grown().isWhole()) {
      throw new IllegalArgumentException("a chain that is not known whole");
    }
    this.chain = chain;
    this.keeping = keeping;
  }

  /** What somebody keeps of a chain, and of the trees over it. */
  public interface Keeping extends StateDocument.Formers {
    /** The signed object of that number. */
    Bytes statement(int seq);

    /** The path of that statement in the tree of the first so many. */
    List<Sha256> path(int size, int seq);
  }

  /** The number of the statement at which the chain is begun best; empty where there is none. */
  public static Optional<Integer> beginning(VerifiedStates chain) {
    OwnerSteps steps = chain.grown().steps();
    return steps.line().flatMap(_ -> steps.newest()).map(OwnerSteps.Step::seq);
  }

  /** The numbers of the statements that lead there, oldest first. */
  public static List<Integer> line(VerifiedStates chain) {
    return chain.grown().steps().line().orElse(List.of());
  }

  /**
   * What the chain is begun with at {@link #beginning}.
   *
   * @param part what is shown of its state
   * @param seen the head that the asker remembers
   */
  public Base base(StateDocument.Part part, Optional<StatementHash> seen) {
    int base = beginning(chain).orElseThrow();
    return base(base, chain.grown().steps().line().orElseThrow(), part, seen);
  }

  Base base(int base, List<Integer> steps, StateDocument.Part part, Optional<StatementHash> seen) {
    List<Base.Shown> line = new ArrayList<>();
    for (int seq : steps) {
      line.add(new Base.Shown(keeping.statement(seq), keeping.path(base, seq)));
    }
    StateDocument.Part nobody = StateDocument.Part.of(List.of());
    List<Past> pasts =
        seen.flatMap(chain::at).filter(state -> state.seq() < base).stream()
            .map(state -> past(state, base, nobody))
            .toList();
    return new Base(line, document(chain.grown().state(base), part), pasts);
  }

  /**
   * What held after a statement, for somebody who begins the chain at {@code base}; empty where
   * there is none such. Whoever may have led to the beginning is shown too.
   *
   * @param at the last statement that is not after that time, but not before {@code head}
   */
  public Optional<Past> past(
      StatementHash head, Optional<Instant> at, int base, StateDocument.Part part) {
    if (base < 1 || base >= chain.size()) {
      return Optional.empty();
    }
    return at.flatMap(time -> chain.atOrAfter(head, time))
        .or(() -> chain.at(head))
        .map(state -> past(state, base, part));
  }

  private Past past(KeyringState state, int base, StateDocument.Part part) {
    Bytes payload = payload(state.seq());
    if (state.seq() >= base) {
      return new Past(payload, List.of(), Optional.empty(), List.of(), document(state, part));
    }
    Bytes document = document(state, part.with(chain.grown().steps().made().keySet()));
    int next = state.seq() + 1;
    return new Past(
        payload,
        keeping.path(base, state.seq()),
        next == base ? Optional.empty() : Optional.of(payload(next)),
        next == base ? List.of() : keeping.path(base, next),
        document);
  }

  private Bytes document(KeyringState state, StateDocument.Part part) {
    return StateDocument.write(withNote(chain, state, keeping::statement), part, keeping);
  }

  /**
   * With the bytes of its profile's note, from the statement that brought it: states may be without
   * it.
   *
   * @param state of that chain
   */
  static KeyringState withNote(
      VerifiedStates chain, KeyringState state, IntFunction<Bytes> statements) {
    Optional<KeyringState.Profile> profile = state.profile();
    if (profile.isEmpty() || isThere(profile.get())) {
      return state;
    }
    int seq = state.seq();
    while (seq > chain.from() && chain.grown().state(seq - 1).profile().equals(profile)) {
      seq--;
    }
    Change change = StatementCodec.parse(SignedObject.parse(statements.apply(seq))).change();
    if (!(change instanceof Change.SetProfile set)) {
      throw new IllegalStateException("a profile that nobody has set");
    }
    return state.withNote(set.note());
  }

  private static boolean isThere(KeyringState.Profile profile) {
    return Sha256.digest(profile.note().toArray()).equals(profile.digest());
  }

  private Bytes payload(int seq) {
    return SignedObject.parse(keeping.statement(seq)).payload();
  }
}
