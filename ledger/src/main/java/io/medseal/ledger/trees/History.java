package io.medseal.ledger.trees;

import io.medseal.ledger.ids.Sha256;
import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree (RFC 9162 section 2.1) over what has come so far, of which only the logarithm of
 * its size is held: the roots of its full trees. Immutable.
 *
 * @param size how many leaves there are
 * @param peaks roots of the full trees that it is made of, the largest first
 */
public record History(int size, List<Sha256> peaks) {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  /** Before anything. */
  public static final History EMPTY = new History(0, List.of());

  public History {
    peaks = List.copyOf(peaks);
  }

  /** With one leaf more, of those bytes. */
  public History plus(byte[] leaf) {
    List<Sha256> after = new ArrayList<>(peaks);
    Sha256 last = Sha256.of(Hashes.of(LEAF, leaf));
    for (int full = size; full % 2 == 1; full /= 2) {
      last = node(after.removeLast(), last);
    }
    after.add(last);
    return new History(size + 1, after);
  }

  /** The root; of nothing the digest of nothing. */
  public Sha256 root() {
    if (peaks.isEmpty()) {
      return Sha256.digest(new byte[0]);
    }
    Sha256 root = peaks.getLast();
    for (int i = peaks.size() - 2; i >= 0; i--) {
      root = node(peaks.get(i), root);
    }
    return root;
  }

  private static Sha256 node(Sha256 left, Sha256 right) {
    return Sha256.of(Hashes.of(NODE, left.bytes(), right.bytes()));
  }
}
