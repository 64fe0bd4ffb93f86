package io.medseal.ledger.chains;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.states.StateDocument;
import io.medseal.ledger.trees.MerkleTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shows of a chain that is known whole what somebody needs who begins it later (spec/keyrings.md
 * section 12). Not for use by several threads at once.
 */
public final class Shower {
  private final VerifiedStates chain;
  private final IntFunction<Bytes> statements;
  private @Nullable MerkleTree tree;

  /**
   * @param chain from its first statement
   * @param statements the signed object of that number
   */
  public Shower(VerifiedStates chain, IntFunction<Bytes> statements) {
    if (chain.from() > 0) {
      throw new IllegalArgumentException("a chain that is not known whole");
    }
    this.chain = chain;
    this.statements = statements;
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
      line.add(new Base.Shown(statements.apply(seq), path(base, seq)));
    }
    StateDocument.Part nobody = StateDocument.Part.of(List.of());
    List<Past> pasts =
        seen.flatMap(chain::at).filter(state -> state.seq() < base).stream()
            .map(state -> past(state, base, nobody))
            .toList();
    return new Base(line, document(chain.states().get(base), part), pasts);
  }

  /**
   * What held after a statement, for somebody who begins the chain at {@code base}; empty where
   * there is none such. Whoever may have led to the beginning is shown too.
   *
   * @param at the last statement that is not after that time, but not before {@code head}
   */
  public Optional<Past> past(
      StatementHash head, Optional<Instant> at, int base, StateDocument.Part part) {
    if (base < 1 || base >= chain.states().size()) {
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
        path(base, state.seq()),
        next == base ? Optional.empty() : Optional.of(payload(next)),
        next == base ? List.of() : path(base, next),
        document);
  }

  private List<Sha256> path(int base, int seq) {
    MerkleTree known = tree;
    if (known == null || known.size() != base) {
      known =
          MerkleTree.of(
              chain.states().subList(0, base).stream()
                  .map(state -> MerkleTree.leaf(state.head().bytes()))
                  .toList());
      tree = known;
    }
    return known.path(seq);
  }

  private Bytes document(KeyringState state, StateDocument.Part part) {
    return StateDocument.write(
        state.profile().isEmpty() ? state : state.withNote(note(state)), part);
  }

  /** From the statement that brought it: states may be without it. */
  private Bytes note(KeyringState state) {
    for (int seq = state.seq(); seq > 0; seq--) {
      if (!chain.states().get(seq - 1).profile().equals(state.profile())) {
        Change change = StatementCodec.parse(SignedObject.parse(statements.apply(seq))).change();
        if (change instanceof Change.SetProfile profile) {
          return profile.note();
        }
      }
    }
    throw new IllegalStateException("a profile that nobody has set");
  }

  private Bytes payload(int seq) {
    return SignedObject.parse(statements.apply(seq)).payload();
  }
}
