package io.medseal.client.demographics;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Compares names as hospitals write them: in any order of words, case and accents aside, and with
 * letters that old machines don't have written as two. Marks that are letters of their script, such
 * as the vowels of Devanagari or the voicing of kana, are never left out: other marks, another
 * name.
 */
public final class PatientNames {
  /** Accents, and the points of Hebrew and Arabic, which most people leave out. */
  private static final Pattern ACCENTS =
      Pattern.compile(
          "[\\u0300-\\u036F\\u1AB0-\\u1AFF\\u1DC0-\\u1DFF\\u20D0-\\u20FF"
              + "\\u0591-\\u05C7\\u064B-\\u065F\\u0670&&\\p{M}]");

  /** Say how letters join, and are no letters. */
  private static final Pattern JOINERS = Pattern.compile("[\\u00AD\\u200C\\u200D]");

  /** Müller is Mueller where there is no ü: both are compared as Muller. */
  private static final Pattern DIGRAPHS = Pattern.compile("([aou])e");

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  private PatientNames() {}

  /** Whether two names have the same words; what has no word is nobody's name. */
  public static boolean same(String one, String other) {
    List<String> words = words(one);
    return !words.isEmpty() && words.equals(words(other));
  }

  private static List<String> words(String name) {
    String plain =
        ACCENTS
            .matcher(Normalizer.normalize(JOINERS.matcher(name).replaceAll(""), Form.NFKD))
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
