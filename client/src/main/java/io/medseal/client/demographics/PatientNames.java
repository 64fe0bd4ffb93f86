package io.medseal.client.demographics;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Compares names as hospitals write them: in any order of words, case and accents aside. */
public final class PatientNames {
  private static final Pattern MARKS = Pattern.compile("\\p{M}");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private PatientNames() {}

  /** Whether two names have the same words. */
  public static boolean same(String one, String other) {
    return words(one).equals(words(other));
  }

  private static List<String> words(String name) {
    String plain =
        MARKS
            .matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
            .replaceAll("")
            .toLowerCase(Locale.ROOT);
    return Arrays.stream(BETWEEN_WORDS.split(plain, 0))
        .filter(word -> !word.isEmpty())
        .sorted()
        .toList();
  }
}
