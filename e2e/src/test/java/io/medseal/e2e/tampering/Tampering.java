package io.medseal.e2e.tampering;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Ways to change one stored value, chosen by a random number. */
final class Tampering {
  private final SplittableRandom random;

  Tampering(SplittableRandom random) {
    this.random = random;
  }

  /**
   * Another value of the same kind: one bit flipped, cut, extended, or that of another row.
   *
   * @param others values of the same column
   */
  @Nullable Object other(@Nullable Object value, List<@Nullable Object> others) {
    @Nullable Object different = value;
    for (int i = 0; i < 100 && String.valueOf(different).equals(String.valueOf(value)); i++) {
      different =
          switch (value) {
            case null -> others.get(random.nextInt(others.size()));
            case Number number when random.nextBoolean() ->
                number.longValue() ^ (1L << random.nextInt(31));
            case String text when random.nextInt(3) > 0 -> other(text);
            default -> others.get(random.nextInt(others.size()));
          };
    }
    return different;
  }

  private String other(String text) {
    if (text.isEmpty()) {
      return "x";
    }
    return switch (random.nextInt(5)) {
      case 0 -> text.substring(0, random.nextInt(text.length()));
      case 1 -> text + text.charAt(0);
      default -> flipped(text);
    };
  }

  /** The text with one letter or digit changed to another one. */
  String flipped(String text) {
    int at = random.nextInt(text.length());
    char before = text.charAt(at);
    String letters = before <= '9' ? "0123456789" : "abcdefABCDEF_";
    char after = before;
    while (after == before) {
      after = letters.charAt(random.nextInt(letters.length()));
    }
    return text.substring(0, at) + after + text.substring(at + 1);
  }
}
