package io.medseal.ledger.envelopes;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.trees.MerkleTree;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a statement says of one envelope: its place in a tree of them. An envelope that a statement
 * names by itself is the only leaf of its tree.
 *
 * @param root of the tree, as the statement says it
 * @param index of this envelope's leaf
 * @param size how many leaves there are
 */
public record Commitment(Sha256 root, int index, int size) {

  /** Of an envelope that a statement names by itself. */
  public static Commitment alone(Sha256 leaf) {
    return new Commitment(leaf, 0, 1);
  }

  /**
   * Whether this is the envelope that the statement means.
   *
   * @param recipient whom it is sealed to, in {@code generation}
   * @param path as the service answers it
   */
  public boolean isOf(KeyringId recipient, int generation, Bytes envelope, List<Sha256> path) {
    return MerkleTree.contains(root, size, index, leaf(recipient, generation, envelope), path);
  }

  /**
   * The leaf of one envelope in a tree of them.
   *
   * @param generation of the recipient, which the envelope is sealed to
   */
  public static Sha256 leaf(KeyringId recipient, int generation, Bytes envelope) {
    return MerkleTree.leaf(
        ByteBuffer.allocate(KeyringId.BYTES + Integer.BYTES + envelope.size())
            .put(recipient.bytes())
            .putInt(generation)
            .put(envelope.toArray())
            .array());
  }
}
