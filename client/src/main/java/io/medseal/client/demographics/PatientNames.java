package io.medseal.client.demographics;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Compares names as hospitals write them: in any order of words, case and accents aside, and with
 * letters that old machines don't have written as two.
 */
public final class PatientNames {
  private static final Pattern MARKS = Pattern.compile("\\p{M}");

  /** Müller is Mueller where there is no ü: both are compared as Muller. */
  private static final Pattern DIGRAPHS = Pattern.compile("([aou])e");

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private PatientNames() {}

  /** Whether two names have the same words; what has no word is nobody's name. */
  public static boolean same(String one, String other) {
    List<String> words = words(one);
    return !words.isEmpty() && words.equals(words(other));
  }

  private static List<String> words(String name) {
    String plain =
        MARKS
            .matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
            .replaceAll("")
            .toLowerCase(Locale.ROOT)
            .replace("ß", "ss")
            .replace("æ", "ae")
            .replace("œ", "oe")
            .replace('ø', 'o')
            .replace('ł', 'l')
            .replace('đ', 'd')
            .replace('ı', 'i');
    plain = DIGRAPHS.matcher(plain).replaceAll("$1");
    return Arrays.stream(BETWEEN_WORDS.split(plain, 0))
        .filter(word -> !word.isEmpty())
        .sorted()
        .toList();
  }
}
