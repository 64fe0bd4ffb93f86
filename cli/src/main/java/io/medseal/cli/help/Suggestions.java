package io.medseal.cli.help;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What somebody may have meant to type. */
public final class Suggestions {
  private Suggestions() {}

  /** The nearest of the words that are known, if one is near. */
  public static Optional<String> near(String typed, List<String> known) {
    return known.stream()
        .filter(
            word ->
                distance(typed, word) <= Math.max(1, Math.min(typed.length(), word.length()) / 3))
        .min(Comparator.comparingInt(word -> distance(typed, word)));
  }

  /** How many characters must be added, removed, replaced or swapped with their neighbour. */
  static int distance(String one, String other) {
    int[][] table = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          table[i][j] = i + j;
          continue;
        }
        int replaced = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        table[i][j] =
            Math.min(
                table[i - 1][j - 1] + replaced, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
        }
      }
    }
    return table[one.length()][other.length()];
  }
}
