package io.medseal.ledger.vectors;

import io.medseal.ledger.envelopes.Commitment;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.trees.MerkleTree;
import io.medseal.ledger.world.Hospital;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Envelopes and what a statement says of them (section 4). */
final class EnvelopeVectors {
  private final Scene scene = new Scene(4);
  private final Hospital h = scene.h;
  private final Bytes envelope = h.world.envelope();

  private EnvelopeVectors() {}

  static void make() {
    EnvelopeVectors vectors = new EnvelopeVectors();
    for (int size : new int[] {1, 2, 3, 5, 8, 13, 2_000}) {
      for (int index : new int[] {0, size / 2, size - 1}) {
        vectors.right(size, index);
      }
    }
    vectors.wrong();
  }

  private void right(int size, int index) {
    Sha256 leaf = Commitment.leaf(h.doctor, 3, envelope);
    MerkleTree tree = tree(size, index, leaf);
    scene.announced(
        "envelope-" + (index + 1) + "-of-" + size,
        new Scene.Told(tree.root(), size, index, h.doctor, 3, envelope, tree.path(index)));
  }

  private void wrong() {
    Sha256 leaf = Commitment.leaf(h.doctor, 3, envelope);
    MerkleTree tree = tree(5, 2, leaf);
    Sha256 root = tree.root();
    List<Sha256> path = tree.path(2);
    Bytes other = h.world.envelope();
    List<Sha256> longer = new ArrayList<>(path);
    longer.add(leaf);
    wrong("another", root, 5, 2, h.doctor, 3, other, path);
    wrong("to-another", root, 5, 2, h.patient, 3, envelope, path);
    wrong("to-another-generation", root, 5, 2, h.doctor, 2, envelope, path);
    wrong("under-another-root", leaf, 5, 2, h.doctor, 3, envelope, path);
    wrong("in-another-place", root, 5, 3, h.doctor, 3, envelope, path);
    wrong("behind-the-last", root, 5, 5, h.doctor, 3, envelope, path);
    wrong("in-a-tree-of-another-size", root, 2, 1, h.doctor, 3, envelope, path);
    wrong("path-short", root, 5, 2, h.doctor, 3, envelope, path.subList(0, path.size() - 1));
    wrong("path-long", root, 5, 2, h.doctor, 3, envelope, longer);
    wrong("path-reversed", root, 5, 2, h.doctor, 3, envelope, path.reversed());
    wrong("path-empty", root, 5, 2, h.doctor, 3, envelope, List.of());
    wrong("alone-with-a-path", leaf, 1, 0, h.doctor, 3, envelope, path);
  }

  private void wrong(
      String name,
      Sha256 root,
      int size,
      int index,
      KeyringId recipient,
      int generation,
      Bytes sealed,
      List<Sha256> path) {
    scene.announced(
        "envelope-" + name, new Scene.Told(root, size, index, recipient, generation, sealed, path));
  }

  /** With that leaf in its place, among others that nobody has. */
  private MerkleTree tree(int size, int index, Sha256 leaf) {
    return MerkleTree.of(
        IntStream.range(0, size).mapToObj(i -> i == index ? leaf : h.world.leaf()).toList());
  }
}
