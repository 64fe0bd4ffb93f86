package io.medseal.seal;

import io.medseal.ledger.ids.Bytes;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Bytes with one fault. */
public final class Flips {
  private Flips() {}

  /** One flipped bit in each byte: which bit, the seed decides. */
  public static Stream<Bytes> ofEveryByte(Bytes original, long seed) {
    return ofBytes(original, seed, IntStream.range(0, original.size()));
  }

  /** One flipped bit in each of {@code count} random bytes. */
  public static Stream<Bytes> ofRandomBytes(Bytes original, long seed, int count) {
    return ofBytes(original, seed, new Random(seed).ints(count, 0, original.size()));
  }

  /** Every length that is shorter. */
  public static Stream<Bytes> shorter(Bytes original) {
    byte[] bytes = original.toArray();
    return IntStream.range(0, bytes.length)
        .mapToObj(length -> Bytes.of(java.util.Arrays.copyOf(bytes, length)));
  }

  /** One byte more. */
  public static Bytes longer(Bytes original) {
    return Bytes.of(java.util.Arrays.copyOf(original.toArray(), original.size() + 1));
  }

  private static Stream<Bytes> ofBytes(Bytes original, long seed, IntStream offsets) {
    Random random = new Random(seed);
    return offsets.mapToObj(
        offset -> {
          byte[] changed = original.toArray();
          changed[offset] ^= (byte) (1 << random.nextInt(8));
          return Bytes.of(changed);
        });
  }
}
