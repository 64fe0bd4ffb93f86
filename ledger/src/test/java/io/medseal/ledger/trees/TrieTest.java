package io.medseal.ledger.trees;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Against plain maps, and against what spec/keyrings.md section 11 says in few words. */
class TrieTest {
  private static final Trie.Shape<Sha256, Integer> SHAPE =
      new Trie.Shape<>(Sha256::bytes, value -> ByteBuffer.allocate(4).putInt(value).array());

  private final Random random = new Random(20);

  @Test
  void nothing_has_thirty_two_zeros() {
    assertThat(SHAPE.empty().hash().hex()).isEqualTo("0".repeat(64));
    assertThat(SHAPE.empty()).isEmpty();
  }

  @Test
  void what_is_put_in_and_taken_out_in_any_order_has_the_hash_that_the_specification_says() {
    Map<Sha256, Integer> plain = new HashMap<>();
    Trie<Sha256, Integer> trie = SHAPE.empty();
    List<Sha256> known = new ArrayList<>();
    for (int step = 0; step < 2_000; step++) {
      int what = random.nextInt(5);
      if (what == 0 || known.isEmpty()) {
        known.add(key());
      }
      Sha256 key = known.get(random.nextInt(known.size()));
      if (what == 1) {
        plain.remove(key);
        trie = trie.minus(key);
      } else {
        plain.put(key, step);
        trie = trie.plus(key, step);
      }
      if (step % 50 == 0 || plain.size() < 5) {
        assertThat(trie).isEqualTo(plain);
        assertThat(trie.keySet()).containsExactlyElementsOf(new TreeMap<>(plain).keySet());
        assertThat(trie.hash()).isEqualTo(specified(new ArrayList<>(plain.keySet()), plain, 0));
        assertThat(SHAPE.of(plain).hash()).isEqualTo(trie.hash());
      }
    }
  }

  @Test
  void keys_that_begin_alike_are_told_apart_at_their_last_bit() {
    byte[] one = new byte[32];
    byte[] other = one.clone();
    other[31] = 1;
    Map<Sha256, Integer> plain = Map.of(Sha256.of(one), 1, Sha256.of(other), 2);

    Trie<Sha256, Integer> trie = SHAPE.of(plain);

    assertThat(trie).isEqualTo(plain);
    assertThat(trie.hash()).isEqualTo(specified(new ArrayList<>(plain.keySet()), plain, 0));
    assertThat(trie.minus(Sha256.of(one)).hash())
        .isEqualTo(SHAPE.empty().plus(Sha256.of(other), 2).hash());
  }

  @Test
  void keys_that_begin_alike_cost_what_others_cost() {
    Trie<Sha256, Integer> trie = SHAPE.empty();
    byte[] key = new byte[32];
    for (int last = 0; last < 256; last++) {
      key[31] = (byte) last;
      trie = trie.plus(Sha256.of(key), last);
    }
    long before = trie.made();
    assertThat(trie.plus(Sha256.of(key), 1).made() - before).isEqualTo(9);
    assertThat(trie.minus(Sha256.of(key)).made() - before).isLessThanOrEqualTo(8);
  }

  @Test
  void what_is_there_already_makes_nothing() {
    Sha256 key = key();
    Trie<Sha256, Integer> trie = SHAPE.empty().plus(key(), 1).plus(key, 2);

    assertThat(trie.plus(key, 2)).isSameAs(trie);
  }

  @Test
  void what_is_not_there_is_not_taken_out() {
    Trie<Sha256, Integer> trie = SHAPE.empty().plus(key(), 1).plus(key(), 2);

    assertThat(trie.minus(key())).isSameAs(trie);
    assertThat(trie.get(key())).isNull();
  }

  private Sha256 key() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    if (random.nextBoolean()) {
      bytes[0] = 0;
      bytes[1] = 0;
    }
    return Sha256.of(bytes);
  }

  private static Sha256 specified(List<Sha256> keys, Map<Sha256, Integer> values, int bit) {
    if (keys.isEmpty()) {
      return Sha256.of(new byte[32]);
    }
    if (keys.size() == 1) {
      return Sha256.digest(
          ByteBuffer.allocate(37)
              .put((byte) 0)
              .put(keys.getFirst().bytes())
              .putInt(values.get(keys.getFirst()))
              .array());
    }
    Map<Boolean, List<Sha256>> halves = new HashMap<>();
    keys.forEach(
        key ->
            halves
                .computeIfAbsent(
                    (key.bytes()[bit / 8] >> (7 - bit % 8) & 1) == 1, _ -> new ArrayList<>())
                .add(key));
    if (halves.size() == 1) {
      return specified(keys, values, bit + 1); // they do not differ here
    }
    return Sha256.digest(
        ByteBuffer.allocate(66)
            .put((byte) 1)
            .put((byte) bit)
            .put(specified(halves.get(false), values, bit + 1).bytes())
            .put(specified(halves.get(true), values, bit + 1).bytes())
            .array());
  }
}
