package io.medseal.server.keyrings.kept;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.trees.MerkleTree;
import io.medseal.server.platform.faults.DamagedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tree over a chain's statements, or over its former generations (spec/keyrings.md section 11),
 * as far as its rows go. Of what is above the leaves every fifth level is kept, so that a path
 * takes as many rows as a multiple of the logarithm. Not for use by several threads at once.
 */
final class StoredTree {
  /** Levels from one that is kept to the next. */
  static final int STEP = 5;

  /** What the leaves are. */
  enum Of {
    STATEMENTS(
        """
        select hash from statements
        where keyring = :keyring and seq >= :from and seq < :end order by seq\
        """),
    GENERATIONS(
        """
        select leaf from generations
        where keyring = :keyring and number > :from and number <= :end order by number\
        """);

    private final String leaves;

    Of(String leaves) {
      this.leaves = leaves;
    }

    /** As the table names it. */
    String text() {
      return this == STATEMENTS ? "statements" : "generations";
    }

    private Sha256 leaf(String stored) {
      return this == STATEMENTS
          ? MerkleTree.leaf(new StatementHash(stored).bytes())
          : new Sha256(stored);
    }
  }

  private final JdbcClient sql;
  private final KeyringId keyring;
  private final Of of;
  private final Map<Node, Sha256> known = new HashMap<>();

  StoredTree(JdbcClient sql, KeyringId keyring, Of of) {
    this.sql = sql;
    this.keyring = keyring;
    this.of = of;
  }

  /** Over a full tree of leaves: so many levels above them, the how manieth of its level. */
  private record Node(int level, int index) {}

  /** Keeps what the leaf of that number completes; its own row is there already. */
  void add(int leaf) {
    int size = leaf + 1;
    for (int level = STEP; level < Integer.SIZE - 1 && size % (1 << level) == 0; level += STEP) {
      Node node = new Node(level, (size >> level) - 1);
      sql.sql(
              """
              insert into trees (keyring, tree, level, idx, hash)
              values (:keyring, :tree, :level, :index, :hash)\
              """)
          .param("keyring", keyring.hex())
          .param("tree", of.text())
          .param("level", node.level())
          .param("index", node.index())
          .param("hash", below(node, STEP).hex())
          .update();
    }
  }

  /**
   * What that leaf of the first so many is hashed with, from the leaf up.
   *
   * @throws DamagedException if leaves are missing
   */
  List<Sha256> path(int size, int leaf) {
    List<Sha256> path = new ArrayList<>();
    int from = 0;
    int end = size;
    while (end - from > 1) {
      int middle = from + Integer.highestOneBit(end - from - 1);
      if (leaf < middle) {
        path.addFirst(range(middle, end));
        end = middle;
      } else {
        path.addFirst(range(from, middle));
        from = middle;
      }
    }
    return path;
  }

  /** As {@link #path}, by the leaves alone: for when what is kept above them is not right. */
  List<Sha256> pathByLeaves(int size, int leaf) {
    return MerkleTree.of(leaves(0, size)).path(leaf);
  }

  /** Over such leaves as a tree branches into. */
  private Sha256 range(int from, int end) {
    int size = end - from;
    int left = Integer.highestOneBit(size);
    if (left == size) {
      return node(new Node(Integer.numberOfTrailingZeros(size), from / size));
    }
    return MerkleTree.of(List.of(range(from, from + left), range(from + left, end))).root();
  }

  private Sha256 node(Node node) {
    Sha256 found = known.get(node);
    if (found == null) {
      found = below(node, node.level() % STEP);
      known.put(node, found);
    }
    return found;
  }

  private Sha256 below(Node node, int levels) {
    return MerkleTree.of(stored(node.level() - levels, node.index() << levels, 1 << levels)).root();
  }

  /** Of a level that is kept; where rows are missing by the level below. */
  private List<Sha256> stored(int level, int from, int count) {
    if (level == 0) {
      return leaves(from, count);
    }
    List<String> found =
        sql.sql(
                """
                select hash from trees
                where keyring = :keyring and tree = :tree and level = :level
                  and idx >= :from and idx < :end order by idx\
                """)
            .param("keyring", keyring.hex())
            .param("tree", of.text())
            .param("level", level)
            .param("from", from)
            .param("end", from + count)
            .query(String.class)
            .list();
    if (found.size() == count) {
      return found.stream().map(StoredTree::hash).toList();
    }
    List<Sha256> made = new ArrayList<>();
    for (int index = from; index < from + count; index++) {
      made.add(below(new Node(level, index), STEP));
    }
    return made;
  }

  private List<Sha256> leaves(int from, int count) {
    List<String> found =
        sql.sql(of.leaves)
            .param("keyring", keyring.hex())
            .param("from", from)
            .param("end", from + count)
            .query(String.class)
            .list();
    if (found.size() != count) {
      throw new DamagedException("leaves of a stored tree are missing", null);
    }
    try {
      return found.stream().map(of::leaf).toList();
    } catch (IllegalArgumentException e) {
      throw new DamagedException("a stored hash is none", e);
    }
  }

  private static Sha256 hash(String stored) {
    try {
      return new Sha256(stored);
    } catch (IllegalArgumentException e) {
      throw new DamagedException("a stored hash is none", e);
    }
  }
}
