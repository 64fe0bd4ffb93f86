package io.medseal.ledger.trees;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Sha256;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A map with one hash for all that it holds, whatever order that came in. Immutable: {@link #plus}
 * and {@link #minus} make other ones, which share all that did not change; each takes time and
 * memory in proportion to the depth, on the whole the logarithm of the size. Its entries come in
 * the order of their keys' bytes.
 *
 * <p>It branches only where keys differ: those that begin alike cost no more than others.
 *
 * <p>Of a trie that was {@linkplain #showing shown in part} only some entries are known, beside the
 * hashes of the rest. What is not shown is never taken for absent: whatever would depend on it
 * throws {@link LedgerException.NotShown}.
 */
public final class Trie<K, V> extends AbstractMap<K, V> {
  private static final byte LEAF = 0;
  private static final byte BRANCH = 1;

  /** How a shown trie is written (spec/keyrings.md section 12). */
  private static final int SHOWN_NOTHING = 0;

  private static final int SHOWN_LEAF = 1;
  private static final int SHOWN_BRANCH = 2;
  private static final int SHOWN_HASH = 3;
  private static final int KEY_BITS = Sha256.BYTES * Byte.SIZE;
  private static final int UNKNOWN = -1;

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

    /**
     * A trie as {@link Trie#write} wrote it, or somebody else.
     *
     * @param reading how its entries are read
     * @throws LedgerException.Malformed if it is none
     * @throws IOException if it ends too early
     */
    public Trie<K, V> read(DataInput in, Reading<K, V> reading) throws IOException {
      Node<K, V> root = node(in, reading, 0);
      int size = root == null ? 0 : root.isWhole() ? count(root) : UNKNOWN;
      return new Trie<>(this, root, size, 2L * Math.max(size, 0));
    }

    private @Nullable Node<K, V> node(DataInput in, Reading<K, V> reading, int from)
        throws IOException {
      int form = in.readUnsignedByte();
      return switch (form) {
        case SHOWN_NOTHING -> {
          if (from > 0) {
            throw new LedgerException.Malformed("a branch leads somewhere");
          }
          yield null;
        }
        case SHOWN_LEAF -> {
          K key = reading.key(bytes(in));
          yield leaf(key, reading.value(key, in));
        }
        case SHOWN_BRANCH -> {
          int bit = in.readUnsignedByte();
          if (bit < from) {
            throw new LedgerException.Malformed("branches go on at later bits");
          }
          yield branch(bit, below(node(in, reading, bit + 1)), below(node(in, reading, bit + 1)));
        }
        case SHOWN_HASH -> new Hidden<>(bytes(in));
        default -> throw new LedgerException.Malformed("a node of a trie has another form");
      };
    }

    private static <K, V> Node<K, V> below(@Nullable Node<K, V> node) {
      if (node == null) {
        throw new LedgerException.Malformed("a branch leads somewhere");
      }
      return node;
    }

    private static <K, V> Branch<K, V> branch(int bit, Node<K, V> zero, Node<K, V> one) {
      Leaf<K, V> left = anyShown(zero);
      Leaf<K, V> right = anyShown(one);
      if ((left != null && bit(left.bytes(), bit))
          || (right != null && !bit(right.bytes(), bit))
          || (left != null && right != null && firstDifference(left, right) != bit)) {
        throw new LedgerException.Malformed("a key that does not belong where it stands");
      }
      return new Branch<>(bit, zero, one);
    }

    private static byte[] bytes(DataInput in) throws IOException {
      byte[] bytes = new byte[Sha256.BYTES];
      in.readFully(bytes);
      return bytes;
    }

    private Leaf<K, V> leaf(K key, V value) {
      byte[] bytes = key().apply(key);
      return new Leaf<>(key, value, bytes, Hashes.of(LEAF, bytes, value().apply(value)));
    }
  }

  /** How the entries of a shown trie are read. */
  public interface Reading<K, V> {
    /** A key, as {@link Shape#key} writes it. */
    K key(byte[] bytes);

    /** A value, as {@link Shape#value} writes it; others are refused or not of the same hash. */
    V value(K key, DataInput in) throws IOException;
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

  /** Whether every entry is shown. */
  public boolean isWhole() {
    return root == null || root.isWhole();
  }

  /** Whether what it holds of that key is shown, or that it holds nothing. */
  public boolean shows(K key) {
    Node<K, V> node = root;
    byte[] bytes = shape.key().apply(key);
    while (node instanceof Branch<K, V> branch) {
      node = branch.towards(bytes);
    }
    return !(node instanceof Hidden<K, V>);
  }

  /** The same, of which nothing is shown but what it holds of those keys, or that it does not. */
  public Trie<K, V> showing(Collection<K> keys) {
    if (root == null) {
      return this;
    }
    Node<K, V> shown = showing(root, keys.stream().map(shape.key()).toList());
    return new Trie<>(shape, shown, shown.isWhole() ? size : UNKNOWN, made);
  }

  /**
   * What either of two shows of the same.
   *
   * @throws IllegalArgumentException if they are not of the same hash
   */
  public Trie<K, V> with(Trie<K, V> other) {
    if (!hash().equals(other.hash())) {
      throw new IllegalArgumentException("two that are not of the same hash");
    }
    if (root == null || other.root == null) {
      return this;
    }
    Node<K, V> both = both(root, other.root);
    return new Trie<>(shape, both, both.isWhole() ? count(both) : Math.max(size, other.size), made);
  }

  /**
   * The same with a size that somebody else has told; of a trie that is shown whole the number of
   * its entries.
   *
   * @throws LedgerException.Malformed if it is shown whole and has another size
   */
  public Trie<K, V> ofSize(int told) {
    if (isWhole() && told != size) {
      throw new LedgerException.Malformed("a trie of another size than is said");
    }
    return new Trie<>(shape, root, told, made);
  }

  /** As spec/keyrings.md section 12 has it. */
  public void write(DataOutput out) throws IOException {
    if (root == null) {
      out.writeByte(SHOWN_NOTHING);
    } else {
      write(root, out);
    }
  }

  private void write(Node<K, V> node, DataOutput out) throws IOException {
    switch (node) {
      case Leaf<K, V> leaf -> {
        out.writeByte(SHOWN_LEAF);
        out.write(leaf.bytes());
        out.write(shape.value().apply(leaf.value()));
      }
      case Branch<K, V> branch -> {
        out.writeByte(SHOWN_BRANCH);
        out.writeByte(branch.bit);
        write(branch.zero, out);
        write(branch.one, out);
      }
      case Hidden<K, V> hidden -> {
        out.writeByte(SHOWN_HASH);
        out.write(hidden.hash());
      }
    }
  }

  private static <K, V> Node<K, V> showing(Node<K, V> node, List<byte[]> keys) {
    if (keys.isEmpty()) {
      return new Hidden<>(node.hash());
    }
    if (!(node instanceof Branch<K, V> branch)) {
      return node;
    }
    Map<Boolean, List<byte[]>> sides =
        keys.stream().collect(Collectors.partitioningBy(key -> bit(key, branch.bit)));
    return new Branch<>(
        branch.bit, showing(branch.zero, sides.get(false)), showing(branch.one, sides.get(true)));
  }

  private static <K, V> Node<K, V> both(Node<K, V> node, Node<K, V> other) {
    if (node instanceof Hidden<K, V>) {
      return other;
    }
    return node instanceof Branch<K, V> branch && other instanceof Branch<K, V> same
        ? new Branch<>(branch.bit, both(branch.zero, same.zero), both(branch.one, same.one))
        : node;
  }

  /** One of the leaves that are shown; null where none is. */
  private static <K, V> @Nullable Leaf<K, V> anyShown(Node<K, V> node) {
    return switch (node) {
      case Leaf<K, V> leaf -> leaf;
      case Branch<K, V> branch -> branch.shown;
      case Hidden<K, V> _ -> null;
    };
  }

  private static <K, V> int count(Node<K, V> node) {
    return node instanceof Branch<K, V> branch ? count(branch.zero) + count(branch.one) : 1;
  }

  /** With that value for that key. */
  public Trie<K, V> plus(K key, V value) {
    Leaf<K, V> leaf = shape.leaf(key, value);
    if (root == null) {
      return new Trie<>(shape, leaf, 1, made + 1);
    }
    Leaf<K, V> near = near(root, leaf.bytes());
    int bit = firstDifference(near, leaf);
    if (bit == KEY_BITS) {
      return Arrays.equals(near.hash(), leaf.hash())
          ? this
          : new Trie<>(shape, put(root, leaf, Integer.MAX_VALUE), size, made + steps(leaf) + 1);
    }
    return new Trie<>(shape, put(root, leaf, bit), sized(1), made + steps(leaf) + 2);
  }

  /** Without that key. */
  public Trie<K, V> minus(K key) {
    Leaf<K, V> found = find(key);
    return found == null || root == null
        ? this
        : new Trie<>(shape, without(root, found.bytes()), sized(-1), made + steps(found));
  }

  private int sized(int more) {
    return size == UNKNOWN ? UNKNOWN : size + more;
  }

  @Override
  public int size() {
    if (size == UNKNOWN) {
      throw notShown();
    }
    return size;
  }

  @Override
  public boolean isEmpty() {
    return root == null;
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
        if (!isWhole()) {
          throw notShown();
        }
        return new Entries<>(root);
      }

      @Override
      public int size() {
        return Trie.this.size();
      }
    };
  }

  /** Those that are shown, in the order of their keys' bytes: for who does without the others. */
  public List<Entry<K, V>> shown() {
    List<Entry<K, V>> shown = new ArrayList<>();
    new Entries<>(root).forEachRemaining(shown::add);
    return shown;
  }

  private static LedgerException.NotShown notShown() {
    return new LedgerException.NotShown("a part of a keyring's state that is not shown");
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
    if (node instanceof Leaf<K, V> leaf) {
      return leaf;
    }
    throw notShown();
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
    int bit = firstDifference(leaves.getFirst(), leaves.getLast());
    int ones = 0;
    while (!bit(leaves.get(ones).bytes(), bit)) {
      ones++;
    }
    return new Branch<>(
        bit, over(leaves.subList(0, ones)), over(leaves.subList(ones, leaves.size())));
  }

  /** The first bit in which their keys differ; that behind the last where they do not. */
  private static <K, V> int firstDifference(Leaf<K, V> one, Leaf<K, V> other) {
    int split = Arrays.mismatch(one.bytes(), other.bytes());
    return split < 0
        ? KEY_BITS
        : split * Byte.SIZE + differing(one.bytes()[split], other.bytes()[split]);
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

    /** Whether all that is below is shown. */
    boolean isWhole();
  }

  /** What is there is not shown. */
  private static final class Hidden<K, V> implements Node<K, V> {
    private final byte[] hash;

    Hidden(byte[] hash) {
      this.hash = hash;
    }

    @Override
    public byte[] hash() {
      return hash;
    }

    @Override
    public boolean isWhole() {
      return false;
    }
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

    @Override
    public boolean isWhole() {
      return true;
    }
  }

  private static final class Branch<K, V> implements Node<K, V> {
    private final int bit;
    private final Node<K, V> zero;
    private final Node<K, V> one;
    private final byte[] hash;
    private final boolean whole;
    private final @Nullable Leaf<K, V> shown;

    Branch(int bit, Node<K, V> zero, Node<K, V> one) {
      this.bit = bit;
      this.zero = zero;
      this.one = one;
      this.whole = zero.isWhole() && one.isWhole();
      Leaf<K, V> left = anyShown(zero);
      this.shown = left == null ? anyShown(one) : left;
      this.hash = Hashes.of(BRANCH, new byte[] {(byte) bit}, zero.hash(), one.hash());
    }

    Node<K, V> towards(byte[] key) {
      return Trie.bit(key, bit) ? one : zero;
    }

    @Override
    public byte[] hash() {
      return hash;
    }

    @Override
    public boolean isWhole() {
      return whole;
    }
  }

  /** Of what is shown. */
  private static final class Entries<K, V> implements Iterator<Entry<K, V>> {
    private final Deque<Node<K, V>> left = new ArrayDeque<>();

    Entries(@Nullable Node<K, V> root) {
      push(root);
    }

    private void push(@Nullable Node<K, V> node) {
      if (node != null && anyShown(node) != null) {
        left.push(node);
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
        push(branch.one);
        push(branch.zero);
        node = left.pop();
      }
      Leaf<K, V> leaf = (Leaf<K, V>) node;
      return Map.entry(leaf.key(), leaf.value());
    }
  }
}
