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
 * <p>Keys of different bytes of one length tell apart; where many begin alike, what holds them is
 * as deep as that beginning has bits, and no deeper.
 */
public final class Trie<K, V> extends AbstractMap<K, V> {
  private static final byte LEAF = 0;
  private static final byte BRANCH = 1;
  private static final byte[] NOTHING = new byte[Sha256.BYTES];

  private final Shape<K, V> shape;
  private final Node<K, V> root;
  private final int size;

  private Trie(Shape<K, V> shape, Node<K, V> root, int size) {
    this.shape = shape;
    this.root = root;
    this.size = size;
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
      return new Trie<>(this, new Empty<>(), 0);
    }

    /** With those entries. */
    public Trie<K, V> of(Map<K, V> entries) {
      List<Leaf<K, V>> leaves =
          entries.entrySet().stream()
              .map(entry -> Leaf.of(this, entry.getKey(), entry.getValue()))
              .sorted(Comparator.comparing(Leaf::bytes, Arrays::compareUnsigned))
              .toList();
      return new Trie<>(this, Node.over(leaves, 0), leaves.size());
    }
  }

  /** Of all entries; 32 zeros where there are none. */
  public Sha256 hash() {
    return Sha256.of(root.hash());
  }

  /** With that value for that key. */
  public Trie<K, V> plus(K key, V value) {
    Leaf<K, V> leaf = Leaf.of(shape, key, value);
    return new Trie<>(shape, root.with(leaf, 0), containsKey(key) ? size : size + 1);
  }

  /** Without that key. */
  public Trie<K, V> minus(K key) {
    return containsKey(key)
        ? new Trie<>(shape, root.without(shape.key().apply(key), 0), size - 1)
        : this;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  /** Null where the key is not there. */
  @Override
  @SuppressWarnings("unchecked")
  public @Nullable V get(@Nullable Object key) {
    if (key == null) {
      return null;
    }
    Leaf<K, V> found = root.find(shape.key().apply((K) key), 0);
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

  private sealed interface Node<K, V> {
    byte[] hash();

    @Nullable Leaf<K, V> find(byte[] key, int depth);

    Node<K, V> with(Leaf<K, V> leaf, int depth);

    Node<K, V> without(byte[] key, int depth);

    /** Over leaves in the order of their keys, which are alike before that bit. */
    static <K, V> Node<K, V> over(List<Leaf<K, V>> leaves, int depth) {
      if (leaves.isEmpty()) {
        return new Empty<>();
      }
      if (leaves.size() == 1) {
        return leaves.getFirst();
      }
      int ones = 0;
      while (ones < leaves.size() && !bit(leaves.get(ones).bytes(), depth)) {
        ones++;
      }
      return Branch.of(
          over(leaves.subList(0, ones), depth + 1),
          over(leaves.subList(ones, leaves.size()), depth + 1));
    }
  }

  private record Empty<K, V>() implements Node<K, V> {
    @Override
    public byte[] hash() {
      return NOTHING;
    }

    @Override
    public @Nullable Leaf<K, V> find(byte[] key, int depth) {
      return null;
    }

    @Override
    public Node<K, V> with(Leaf<K, V> leaf, int depth) {
      return leaf;
    }

    @Override
    public Node<K, V> without(byte[] key, int depth) {
      return this;
    }
  }

  private static final class Leaf<K, V> implements Node<K, V> {
    private final K key;
    private final V value;
    private final byte[] bytes;
    private final byte[] hash;

    private Leaf(K key, V value, byte[] bytes, byte[] hash) {
      this.key = key;
      this.value = value;
      this.bytes = bytes;
      this.hash = hash;
    }

    static <K, V> Leaf<K, V> of(Shape<K, V> shape, K key, V value) {
      byte[] bytes = shape.key().apply(key);
      return new Leaf<>(key, value, bytes, Hashes.of(LEAF, bytes, shape.value().apply(value)));
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

    @Override
    public @Nullable Leaf<K, V> find(byte[] wanted, int depth) {
      return Arrays.equals(bytes, wanted) ? this : null;
    }

    @Override
    public Node<K, V> with(Leaf<K, V> leaf, int depth) {
      if (Arrays.equals(bytes, leaf.bytes)) {
        return leaf;
      }
      return Arrays.compareUnsigned(bytes, leaf.bytes) < 0
          ? Node.over(List.of(this, leaf), depth)
          : Node.over(List.of(leaf, this), depth);
    }

    @Override
    public Node<K, V> without(byte[] key, int depth) {
      return new Empty<>();
    }
  }

  private static final class Branch<K, V> implements Node<K, V> {
    private final Node<K, V> zero;
    private final Node<K, V> one;
    private final byte[] hash;

    private Branch(Node<K, V> zero, Node<K, V> one) {
      this.zero = zero;
      this.one = one;
      this.hash = Hashes.of(BRANCH, zero.hash(), one.hash());
    }

    static <K, V> Branch<K, V> of(Node<K, V> zero, Node<K, V> one) {
      return new Branch<>(zero, one);
    }

    @Override
    public byte[] hash() {
      return hash;
    }

    @Override
    public @Nullable Leaf<K, V> find(byte[] key, int depth) {
      return (bit(key, depth) ? one : zero).find(key, depth + 1);
    }

    @Override
    public Node<K, V> with(Leaf<K, V> leaf, int depth) {
      return bit(leaf.bytes(), depth)
          ? of(zero, one.with(leaf, depth + 1))
          : of(zero.with(leaf, depth + 1), one);
    }

    /** What holds one leaf is that leaf. */
    @Override
    public Node<K, V> without(byte[] key, int depth) {
      boolean isOne = bit(key, depth);
      Node<K, V> left = isOne ? zero : zero.without(key, depth + 1);
      Node<K, V> right = isOne ? one.without(key, depth + 1) : one;
      if (left instanceof Empty && !(right instanceof Branch)) {
        return right;
      }
      return right instanceof Empty && !(left instanceof Branch) ? left : of(left, right);
    }
  }

  private static boolean bit(byte[] key, int index) {
    return (key[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1) == 1;
  }

  private static final class Entries<K, V> implements Iterator<Entry<K, V>> {
    private final Deque<Node<K, V>> left = new ArrayDeque<>();

    Entries(Node<K, V> root) {
      left.push(root);
      advance();
    }

    @Override
    public boolean hasNext() {
      return !left.isEmpty();
    }

    @Override
    public Entry<K, V> next() {
      if (left.isEmpty() || !(left.pop() instanceof Leaf<K, V> leaf)) {
        throw new NoSuchElementException();
      }
      advance();
      return Map.entry(leaf.key(), leaf.value());
    }

    /** Until a leaf stands first, or nothing is left. */
    private void advance() {
      while (!left.isEmpty() && !(left.element() instanceof Leaf)) {
        if (left.pop() instanceof Branch<K, V> branch) {
          left.push(branch.one);
          left.push(branch.zero);
        }
      }
    }
  }
}
