package io.medseal.ledger.trees;

import io.medseal.ledger.ids.Sha256;
import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree (RFC 9162 section 2.1) with all its leaves at hand. With the path of a leaf, who
 * knows the root can tell it from any other without the rest.
 */
public final class MerkleTree {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  /** The leaves, then what is above them, up to the root. */
  private final List<List<Sha256>> levels;

  private MerkleTree(List<List<Sha256>> levels) {
    this.levels = levels;
  }

  /** Over leaves in their order; none gives the digest of nothing. */
  public static MerkleTree of(List<Sha256> leaves) {
    List<List<Sha256>> levels = new ArrayList<>();
    List<Sha256> level = List.copyOf(leaves);
    levels.add(level);
    while (level.size() > 1) {
      List<Sha256> above = new ArrayList<>();
      for (int i = 0; i + 1 < level.size(); i += 2) {
        above.add(node(level.get(i), level.get(i + 1)));
      }
      if (level.size() % 2 == 1) {
        above.add(level.getLast());
      }
      level = List.copyOf(above);
      levels.add(level);
    }
    return new MerkleTree(levels);
  }

  /** How many leaves there are. */
  public int size() {
    return levels.getFirst().size();
  }

  /** The leaf of something that is written so. */
  public static Sha256 leaf(byte[] written) {
    return Sha256.of(Hashes.of(LEAF, written));
  }

  /** The root; of nothing the digest of nothing. */
  public Sha256 root() {
    List<Sha256> top = levels.getLast();
    return top.isEmpty() ? Sha256.digest(new byte[0]) : top.getFirst();
  }

  /** What that leaf is hashed with, from the leaf up. */
  public List<Sha256> path(int index) {
    List<Sha256> path = new ArrayList<>();
    int at = index;
    for (List<Sha256> level : levels) {
      int beside = at ^ 1;
      if (beside < level.size()) {
        path.add(level.get(beside));
      }
      at /= 2;
    }
    return List.copyOf(path);
  }

  /** Whether that leaf stands there in the tree of that size and root. */
  public static boolean contains(Sha256 root, int size, int index, Sha256 leaf, List<Sha256> path) {
    if (index < 0 || index >= size) {
      return false;
    }
    Sha256 hash = leaf;
    int used = 0;
    int at = index;
    for (int last = size - 1; last > 0; last /= 2) {
      if (at % 2 == 1 || at < last) {
        if (used == path.size()) {
          return false;
        }
        Sha256 beside = path.get(used++);
        hash = at % 2 == 1 ? node(beside, hash) : node(hash, beside);
      }
      at /= 2;
    }
    return used == path.size() && hash.equals(root);
  }

  private static Sha256 node(Sha256 left, Sha256 right) {
    return Sha256.of(Hashes.of(NODE, left.bytes(), right.bytes()));
  }
}
