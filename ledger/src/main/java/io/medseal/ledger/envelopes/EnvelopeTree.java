package io.medseal.ledger.envelopes;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree over envelopes (RFC 9162 section 2.1, spec/keyrings.md section 4). Its root stands
 * in a statement; with the path of a leaf, one envelope can be told from any other without the
 * rest.
 */
public final class EnvelopeTree {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  /** The leaves, then what is above them, up to the root. */
  private final List<List<Sha256>> levels;

  private EnvelopeTree(List<List<Sha256>> levels) {
    this.levels = levels;
  }

  /** Over leaves in their order; none gives the digest of nothing. */
  public static EnvelopeTree of(List<Sha256> leaves) {
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
    return new EnvelopeTree(levels);
  }

  /**
   * The leaf of one envelope.
   *
   * @param generation of the recipient, which the envelope is sealed to
   */
  public static Sha256 leaf(KeyringId recipient, int generation, Bytes envelope) {
    return Sha256.digest(
        ByteBuffer.allocate(1 + KeyringId.BYTES + Integer.BYTES + envelope.size())
            .put(LEAF)
            .put(recipient.bytes())
            .putInt(generation)
            .put(envelope.toArray())
            .array());
  }

  /** What a statement names. */
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
  static boolean contains(Sha256 root, int size, int index, Sha256 leaf, List<Sha256> path) {
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
    return Sha256.digest(
        ByteBuffer.allocate(1 + 2 * Sha256.BYTES)
            .put(NODE)
            .put(left.bytes())
            .put(right.bytes())
            .array());
  }
}
