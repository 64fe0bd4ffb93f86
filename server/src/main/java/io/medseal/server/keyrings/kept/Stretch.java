package io.medseal.server.keyrings.kept;

import io.medseal.ledger.chains.KeptState;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.StatementCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/**
 * States that follow one another in the past of a chain. Immutable.
 *
 * @param states but for the first without the notes of their profiles
 * @param profiles for each state the number of the statement that set its profile, if it is one of
 *     the stretch; else −1
 */
record Stretch(List<KeyringState> states, List<Integer> profiles) {
  private static final long STATE_BYTES = 2_500;
  private static final int TIMES = 4;
  private static final int NONE = -1;

  /** Before a chain's first statement. */
  static final Stretch EMPTY = new Stretch(List.of(), List.of());

  Stretch {
    states = List.copyOf(states);
    profiles = List.copyOf(profiles);
  }

  /** Behind a state that is kept. */
  static Stretch from(KeyringState kept) {
    return new Stretch(List.of(kept), List.of(NONE));
  }

  /**
   * With more statements.
   *
   * @param next what follows from each
   */
  Stretch plus(List<Bytes> payloads, BiFunction<Optional<KeyringState>, Bytes, KeyringState> next) {
    List<KeyringState> all = new ArrayList<>(states);
    List<Integer> set = new ArrayList<>(profiles);
    for (Bytes payload : payloads) {
      Optional<KeyringState> before = all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
      KeyringState state = next.apply(before, payload);
      all.add(state);
      if (StatementCodec.parse(payload).change() instanceof Change.SetProfile) {
        set.add(state.seq());
      } else {
        set.add(set.isEmpty() ? NONE : set.getLast());
      }
    }
    return new Stretch(all, set);
  }

  boolean reaches(int seq) {
    return seq < next();
  }

  /** The number of the statement behind it. */
  int next() {
    return states.isEmpty() ? 0 : states.getLast().seq() + 1;
  }

  KeyringState state(int seq) {
    return states.get(index(seq));
  }

  /** By which statement of the stretch the profile was set that is there after that one. */
  OptionalInt profile(int seq) {
    int set = profiles.get(index(seq));
    return set == NONE ? OptionalInt.empty() : OptionalInt.of(set);
  }

  private int index(int seq) {
    return seq - states.getFirst().seq();
  }

  /** Roughly the bytes that it takes in memory. */
  int weight() {
    long bytes = STATE_BYTES * states.size() + TIMES * KeptState.length(states.getFirst());
    return (int) Math.min(Integer.MAX_VALUE, bytes);
  }
}
