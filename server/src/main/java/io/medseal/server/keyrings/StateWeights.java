package io.medseal.server.keyrings;

import io.medseal.ledger.chains.KeptState;
import io.medseal.ledger.chains.VerifiedStates;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.server.keyrings.kept.KeptStates;

/** Roughly the bytes that verified states take: of those that are there, and of those to come. */
final class StateWeights {
  private static final long STATE_BYTES = 2_200;

  /** Of a trie's node; the leaf that a statement makes is counted with its state. */
  private static final long NODE_BYTES = 80;

  private static final long GENERATION_BYTES = 4_000;
  private static final long NAMED_BYTES = 300;

  /** What is read of a state that is kept takes so many times its bytes. */
  private static final long TIMES_KEPT = 4;

  private long entries = 1;

  /**
   * The most that one statement more makes.
   *
   * @param change that it says
   * @param via how many memberships it names
   */
  long add(Change change, int via) {
    Growth growth = Growth.by(change);
    entries += growth.entries();
    // A path is as deep as there are entries, on the whole the logarithm; ids that were sought so
    // that they lie deeper take many tries for each branch more.
    int depth = Long.SIZE - Long.numberOfLeadingZeros(entries) + 2;
    return STATE_BYTES + growth.bytes() + NODE_BYTES * depth * (via + growth.paths());
  }

  /** What so many keyrings take that are named. */
  static long ofNamed(int keyrings) {
    return NAMED_BYTES * keyrings;
  }

  /** Of one that is kept, by how long its row is. */
  static long ofKept(KeptStates.Kept kept) {
    return STATE_BYTES + TIMES_KEPT * kept.length();
  }

  /** Of states that are there, all nodes of their tries counted. */
  static int of(VerifiedStates chain) {
    KeyringState state = chain.state();
    long nodes =
        state.members().made()
            + state.endorsements().made()
            + state.reports().made()
            + state.named().made();
    long bytes = STATE_BYTES * chain.states().size();
    if (chain.from() > 0) {
      bytes += TIMES_KEPT * KeptState.length(chain.states().getFirst());
    }
    nodes += state.current().sealedTo().made();
    for (Generation generation : state.generations().former().values()) {
      bytes += GENERATION_BYTES;
      nodes += generation.sealedTo().made();
    }
    bytes += NODE_BYTES * nodes;
    return (int) Math.min(Integer.MAX_VALUE, bytes);
  }

  /**
   * What a change makes, at most.
   *
   * @param entries in one trie
   * @param paths made anew, each in another trie
   * @param bytes besides
   */
  private record Growth(long entries, int paths, long bytes) {
    static Growth by(Change change) {
      return switch (change) {
        case Change.Create create -> {
          long members = create.members().size();
          yield new Growth(members, 0, GENERATION_BYTES + 4 * NAMED_BYTES * members);
        }
        case Change.Rotate rotate ->
            new Growth(
                0, 0, GENERATION_BYTES + 2 * NAMED_BYTES * rotate.envelopes().generations().size());
        case Change.SetMember _ -> new Growth(1, 3, 0); // a member, sealed to, and named
        case Change.Endorse _ -> new Growth(1, 1, 2 * NAMED_BYTES);
        case Change.DeleteReport _ -> new Growth(1, 1, 0);
        case Change.CorrectReport _ -> new Growth(1, 1, NAMED_BYTES);
        case Change.RemoveMember _, Change.Leave _, Change.WithdrawEndorsement _ ->
            new Growth(0, 1, 0);
        case Change.PublishCard _ -> new Growth(0, 0, 2 * NAMED_BYTES);
        case Change.SetProfile _, Change.Close _ -> new Growth(0, 0, 0);
      };
    }
  }
}
