package io.medseal.seal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes that accidents and attackers make to bytes and texts; the seed decides which. */
final class Mutations {
  private static final List<String> ODD_TEXTS =
      List.of(
          " ",
          "-",
          "\n",
          "\r\n",
          "\t",
          "#",
          "\0",
          "=",
          "+",
          "O",
          "l",
          "é",
          "İ",
          "\u2028",
          "\ud800",
          "\udc00",
          "😀",
          "\uFEFF",
          "medseal-key-1 ",
          "MEDSEAL-SECRET-KEY-1\n");

  private final Random random;

  Mutations(long seed) {
    random = new Random(seed);
  }

  /** Content to be sealed. */
  static byte[] content(int size, long seed) {
    byte[] content = new byte[size];
    new Random(seed).nextBytes(content);
    return content;
  }

  /** From 0 to {@code bound} − 1. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean once(int in) {
    return random.nextInt(in) == 0;
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** A number at or near a bound. */
  int edge() {
    return one(List.of(0, 1, 3, 16, 32, 64, 256, 65_536, 1_048_576, Integer.MAX_VALUE - 3))
            * (once(4) ? -1 : 1)
        + random.nextInt(-1, 3);
  }

  byte[] noise(int atMost) {
    byte[] noise = new byte[random.nextInt(atMost + 1)];
    random.nextBytes(noise);
    return noise;
  }

  /** One to three changes; now and then none. */
  byte[] changed(byte[] original, byte[] another) {
    byte[] bytes = original.clone();
    for (int left = once(24) ? 0 : 1 + random.nextInt(3); left > 0; left--) {
      bytes = changedOnce(bytes, another);
    }
    return bytes;
  }

  /** As {@link #changed(byte[], byte[])}, with characters that no encoding of keys has. */
  String changed(String original, String another) {
    String text = original;
    for (int left = once(24) ? 0 : 1 + random.nextInt(3); left > 0; left--) {
      int at = random.nextInt(text.length() + 1);
      text =
          switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + one(ODD_TEXTS) + text.substring(at);
            case 1 -> random.nextBoolean() ? text.toLowerCase(java.util.Locale.ROOT) : text.strip();
            default ->
                new String(
                    changedOnce(
                        text.getBytes(StandardCharsets.ISO_8859_1),
                        another.getBytes(StandardCharsets.ISO_8859_1)),
                    StandardCharsets.ISO_8859_1);
          };
    }
    return text;
  }

  private byte[] changedOnce(byte[] bytes, byte[] another) {
    int at = place(bytes.length);
    int length = 1 + random.nextInt(once(3) ? 2_000 : 40);
    return switch (random.nextInt(9)) {
      case 0 -> flipped(bytes, at);
      case 1 -> Arrays.copyOf(bytes, at);
      case 2 -> joined(Arrays.copyOf(bytes, at), tail(bytes, at + length));
      case 3 -> joined(bytes, noise(length));
      case 4 -> joined(Arrays.copyOf(bytes, at), joined(noise(length), tail(bytes, at)));
      case 5 -> joined(Arrays.copyOf(bytes, at), tail(another, at));
      case 6 -> over(bytes, at, another, length);
      case 7 -> run(bytes, at, length);
      default -> random(bytes);
    };
  }

  /** Headers are short and matter more than what follows. */
  private int place(int length) {
    int within = random.nextBoolean() ? Math.min(length, 64) : length;
    return within == 0 ? 0 : random.nextInt(within);
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    if (flipped.length > 0) {
      flipped[at] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private static byte[] over(byte[] bytes, int at, byte[] another, int length) {
    byte[] over = bytes.clone();
    int until = Math.min(Math.min(over.length, another.length), at + length);
    if (until > at) {
      System.arraycopy(another, at, over, at, until - at);
    }
    return over;
  }

  private byte[] run(byte[] bytes, int at, int length) {
    byte[] run = bytes.clone();
    Arrays.fill(
        run, at, Math.min(run.length, at + length), (byte) (random.nextBoolean() ? 0 : 0xff));
    return run;
  }

  private byte[] random(byte[] bytes) {
    byte[] noise = noise(Math.min(4_096, 2 * bytes.length));
    System.arraycopy(bytes, 0, noise, 0, Math.min(bytes.length, random.nextInt(noise.length + 1)));
    return noise;
  }

  private static byte[] tail(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, Math.min(from, bytes.length), bytes.length);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
