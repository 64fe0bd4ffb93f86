package io.medseal.ledger.trees;

import io.medseal.ledger.ids.Sha256;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map with one hash for all that it holds, whatever order that came in. Immutable: {@link #plus}
 * and {@link #minus} make other ones, which share all that did not change; each takes time and
 * memory in proportion to the depth, on the whole the logarithm of the size. Its entries come in
 * the order of their keys' bytes.
 *
 * <p>It branches only where keys differ: those that begin alike cost no more than others.
 */
public final class Trie<K, V> extends AbstractMap<K, V> {
  private static final byte LEAF = 0;
  private static final byte BRANCH = 1;
  private static final Sha256 NOTHING = Sha256.of(new byte[Sha256.BYTES]);

  private final Shape<K, V> shape;
  private final @Nullable Node<K, V> root;
  private final int size;
  private final long made;

  private Trie(Shape<K, V> shape, @Nullable Node<K, V> root, int size, long made) {
    this.shape = shape;
    this.root = root;
    this.size = size;
    this.made = made;
  }

  /**
   * How keys and values are written.
   *
   * @param key 32 bytes, others for each key
   * @param value what the hash says of a value
   */
  public record Shape<K, V>(Function<K, byte[]> key, Function<V, byte[]> value) {
    /** With nothing in it. */
    public Trie<K, V> empty() {
      return new Trie<>(this, null, 0, 0);
    }

    /** With those entries. */
    public Trie<K, V> of(Map<K, V> entries) {
      List<Leaf<K, V>> leaves =
          entries.entrySet().stream()
              .map(entry -> leaf(entry.getKey(), entry.getValue()))
              .sorted(Comparator.comparing(Leaf::bytes, Arrays::compareUnsigned))
              .toList();
      return leaves.isEmpty()
          ? empty()
          : new Trie<>(this, over(leaves), leaves.size(), 2L * leaves.size() - 1);
    }

    private Leaf<K, V> leaf(K key, V value) {
      byte[] bytes = key().apply(key);
      return new Leaf<>(key, value, bytes, Hashes.of(LEAF, bytes, value().apply(value)));
    }
  }

  /** Of all entries; 32 zeros where there are none. */
  public Sha256 hash() {
    return root == null ? NOTHING : Sha256.of(root.hash());
  }

  /**
   * How many nodes this one and all that it came from have, each counted once: what memory they
   * take together.
   */
  public long made() {
    return made;
  }

  /** With that value for that key. */
  public Trie<K, V> plus(K key, V value) {
    Leaf<K, V> leaf = shape.leaf(key, value);
    if (root == null) {
      return new Trie<>(shape, leaf, 1, made + 1);
    }
    Leaf<K, V> near = near(root, leaf.bytes());
    int split = Arrays.mismatch(near.bytes(), leaf.bytes());
    if (split < 0) {
      return Arrays.equals(near.hash(), leaf.hash())
          ? this
          : new Trie<>(shape, put(root, leaf, Integer.MAX_VALUE), size, made + steps(leaf) + 1);
    }
    int bit = split * Byte.SIZE + differing(near.bytes()[split], leaf.bytes()[split]);
    return new Trie<>(shape, put(root, leaf, bit), size + 1, made + steps(leaf) + 2);
  }

  /** Without that key. */
  public Trie<K, V> minus(K key) {
    Leaf<K, V> found = find(key);
    return found == null || root == null
        ? this
        : new Trie<>(shape, without(root, found.bytes()), size - 1, made + steps(found));
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return find(key) != null;
  }

  /** Null where the key is not there. */
  @Override
  public @Nullable V get(@Nullable Object key) {
    Leaf<K, V> found = find(key);
    return found == null ? null : found.value();
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<K, V>> iterator() {
        return new Entries<>(root);
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  @SuppressWarnings("unchecked")
  private @Nullable Leaf<K, V> find(@Nullable Object key) {
    if (key == null || root == null) {
      return null;
    }
    byte[] bytes = shape.key().apply((K) key);
    Leaf<K, V> near = near(root, bytes);
    return Arrays.equals(near.bytes(), bytes) ? near : null;
  }

  /** How many branches lie above where that leaf is or comes to be, at most. */
  private int steps(Leaf<K, V> leaf) {
    int steps = 0;
    Node<K, V> node = root;
    while (node instanceof Branch<K, V> branch) {
      node = branch.towards(leaf.bytes());
      steps++;
    }
    return steps;
  }

  /** The only leaf that may have that key. */
  private static <K, V> Leaf<K, V> near(Node<K, V> from, byte[] key) {
    Node<K, V> node = from;
    while (node instanceof Branch<K, V> branch) {
      node = branch.towards(key);
    }
    return (Leaf<K, V>) node;
  }

  /**
   * @param split the bit in which the leaf's key differs first from those that begin as it does
   */
  private static <K, V> Node<K, V> put(Node<K, V> node, Leaf<K, V> leaf, int split) {
    if (node instanceof Branch<K, V> branch && branch.bit < split) {
      return bit(leaf.bytes(), branch.bit)
          ? new Branch<>(branch.bit, branch.zero, put(branch.one, leaf, split))
          : new Branch<>(branch.bit, put(branch.zero, leaf, split), branch.one);
    }
    if (split == Integer.MAX_VALUE) {
      return leaf;
    }
    return bit(leaf.bytes(), split)
        ? new Branch<>(split, node, leaf)
        : new Branch<>(split, leaf, node);
  }

  private static <K, V> @Nullable Node<K, V> without(Node<K, V> node, byte[] key) {
    if (!(node instanceof Branch<K, V> branch)) {
      return null;
    }
    boolean isOne = bit(key, branch.bit);
    Node<K, V> kept = isOne ? branch.zero : branch.one;
    Node<K, V> rest = without(isOne ? branch.one : branch.zero, key);
    if (rest == null) {
      return kept;
    }
    return isOne ? new Branch<>(branch.bit, kept, rest) : new Branch<>(branch.bit, rest, kept);
  }

  /** Over leaves in the order of their keys: the first and the last differ where any do. */
  private static <K, V> Node<K, V> over(List<Leaf<K, V>> leaves) {
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    byte[] first = leaves.getFirst().bytes();
    byte[] last = leaves.getLast().bytes();
    int split = Arrays.mismatch(first, last);
    int bit = split * Byte.SIZE + differing(first[split], last[split]);
    int ones = 0;
    while (!bit(leaves.get(ones).bytes(), bit)) {
      ones++;
    }
    return new Branch<>(
        bit, over(leaves.subList(0, ones)), over(leaves.subList(ones, leaves.size())));
  }

  /** The first bit in which two bytes differ, from the highest. */
  private static int differing(byte one, byte other) {
    return Integer.numberOfLeadingZeros((one ^ other) & 0xff) - (Integer.SIZE - Byte.SIZE);
  }

  private static boolean bit(byte[] key, int index) {
    return (key[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1) == 1;
  }

  private sealed interface Node<K, V> {
    byte[] hash();
  }

  private static final class Leaf<K, V> implements Node<K, V> {
    private final K key;
    private final V value;
    private final byte[] bytes;
    private final byte[] hash;

    Leaf(K key, V value, byte[] bytes, byte[] hash) {
      this.key = key;
      this.value = value;
      this.bytes = bytes;
      this.hash = hash;
    }

    K key() {
      return key;
    }

    V value() {
      return value;
    }

    /** Of the key. */
    byte[] bytes() {
      return bytes;
    }

    @Override
    public byte[] hash() {
      return hash;
    }
  }

  private static final class Branch<K, V> implements Node<K, V> {
    private final int bit;
    private final Node<K, V> zero;
    private final Node<K, V> one;
    private final byte[] hash;

    Branch(int bit, Node<K, V> zero, Node<K, V> one) {
      this.bit = bit;
      this.zero = zero;
      this.one = one;
      this.hash = Hashes.of(BRANCH, new byte[] {(byte) bit}, zero.hash(), one.hash());
    }

    Node<K, V> towards(byte[] key) {
      return Trie.bit(key, bit) ? one : zero;
    }

    @Override
    public byte[] hash() {
      return hash;
    }
  }

  private static final class Entries<K, V> implements Iterator<Entry<K, V>> {
    private final Deque<Node<K, V>> left = new ArrayDeque<>();

    Entries(@Nullable Node<K, V> root) {
      if (root != null) {
        left.push(root);
      }
    }

    @Override
    public boolean hasNext() {
      return !left.isEmpty();
    }

    @Override
    public Entry<K, V> next() {
      if (left.isEmpty()) {
        throw new NoSuchElementException();
      }
      Node<K, V> node = left.pop();
      while (node instanceof Branch<K, V> branch) {
        left.push(branch.one);
        node = branch.zero;
      }
      Leaf<K, V> leaf = (Leaf<K, V>) node;
      return Map.entry(leaf.key(), leaf.value());
    }
  }
}
