package io.medseal.ledger.chains;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.states.StateHash;
import io.medseal.ledger.trees.MerkleTree;
import java.util.List;

/**
 * A chain of which everything is held.
 *
 * @param statements all of them
 */
public record HeldChain(VerifiedStates chain, List<Bytes> statements) implements Shower.Keeping {
  @Override
  public Bytes statement(int seq) {
    return statements.get(seq);
  }

  @Override
  public List<Sha256> path(int size, int seq) {
    return MerkleTree.of(
            chain.states().subList(0, size).stream()
                .map(state -> MerkleTree.leaf(state.head().bytes()))
                .toList())
        .path(seq);
  }

  @Override
  public Generation former(int number) {
    return chain.state().generation(number).orElseThrow();
  }

  @Override
  public List<Sha256> formerPath(int size, int number) {
    return MerkleTree.of(
            chain.state().generations().all().subList(0, size).stream()
                .map(generation -> MerkleTree.leaf(StateHash.generation(generation)))
                .toList())
        .path(number - 1);
  }
}
