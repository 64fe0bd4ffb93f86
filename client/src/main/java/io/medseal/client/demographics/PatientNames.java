package io.medseal.client.demographics;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Compares names as hospitals write them: in any order of words, case and accents aside, and with
 * letters that old machines don't have written as two.
 */
public final class PatientNames {
  /**
   * Letters whose marks are accents or points, which people leave out. In any other script they are
   * letters themselves: the vowels of Devanagari, the voiced sounds of Japanese.
   */
  private static final Pattern ACCENTED =
      Pattern.compile(
          "((?=\\p{L})[\\p{IsLatin}\\p{IsGreek}\\p{IsCyrillic}\\p{IsHebrew}\\p{IsArabic}])"
              + "\\p{M}+");

  /** How a letter is to be drawn: forms of ideographs, joiners beside a mark. */
  private static final Pattern FORMS =
      Pattern.compile(
          "[\\x{180B}-\\x{180D}\\x{180F}\\x{FE00}-\\x{FE0F}\\x{E0100}-\\x{E01EF}]"
              + "|(?<=\\p{M})[\\x{200C}\\x{200D}]+|[\\x{200C}\\x{200D}]+(?=\\p{M})");

  /** Müller is Mueller where there is no ü: both are compared as Muller. */
  private static final Pattern DIGRAPHS = Pattern.compile("([aou])e");

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}]*");

  private PatientNames() {}

  /** Whether two names have the same words; what has no word is nobody's name. */
  public static boolean same(String one, String other) {
    List<String> words = words(one);
    return !words.isEmpty() && words.equals(words(other));
  }

  private static List<String> words(String name) {
    String bare = FORMS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
    String plain =
        ACCENTED
            .matcher(bare)
            .replaceAll("$1")
            .toLowerCase(Locale.ROOT)
            .replace("ß", "ss")
            .replace("æ", "ae")
            .replace("œ", "oe")
            .replace('ø', 'o')
            .replace('ł', 'l')
            .replace('đ', 'd')
            .replace('ı', 'i')
            .replace('ς', 'σ');
    plain = DIGRAPHS.matcher(plain).replaceAll("$1");
    return WORD.matcher(plain).results().map(MatchResult::group).sorted().toList();
  }
}
