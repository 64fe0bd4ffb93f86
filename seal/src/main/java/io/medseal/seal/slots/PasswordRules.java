package io.medseal.seal.slots;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.nio.CharBuffer;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which passwords are accepted for a new slot (spec/accounts.md section 2). */
public final class PasswordRules {
  /** Least length in code points. */
  public static final int MIN_LENGTH = 10;

  /** Most code points. */
  public static final int MAX_LENGTH = 256;

  private static final int LEAST_SCORE = 3;
  private static final int ESTIMATED_LENGTH = 40;
  private static final int MOST_WORDS = 6;
  private static final Pattern AROUND = Pattern.compile("^ +| +$");
  private static final Pattern NEW_YEAR = Pattern.compile("202(?=[0-9])");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  private PasswordRules() {}

  /** Why a password is refused. */
  public enum Problem {
    TOO_SHORT,
    TOO_LONG,
    TOO_EASY_TO_GUESS
  }

  /**
   * Judges a new password, never one that already opens a slot.
   *
   * @param email of the account
   * @param name of the person, where it is known
   * @return empty if it is accepted
   */
  public static Optional<Problem> check(char[] password, String email, Optional<String> name) {
    String text = Normalizer.normalize(CharBuffer.wrap(password), Normalizer.Form.NFC);
    int length = text.codePointCount(0, text.length());
    if (length < MIN_LENGTH) {
      return Optional.of(Problem.TOO_SHORT);
    }
    if (length > MAX_LENGTH) {
      return Optional.of(Problem.TOO_LONG);
    }
    return score(text, email, name.orElse("")) < LEAST_SCORE
        ? Optional.of(Problem.TOO_EASY_TO_GUESS)
        : Optional.empty();
  }

  private static int score(String text, String email, String name) {
    int end =
        text.offsetByCodePoints(
            0, Math.min(ESTIMATED_LENGTH, text.codePointCount(0, text.length())));
    String start = AROUND.matcher(text.substring(0, end)).replaceAll("");
    String estimated = NEW_YEAR.matcher(start).replaceAll("201");
    return Estimator.ZXCVBN.measure(estimated, known(email, name)).getScore();
  }

  /** What whoever knows the person tries first. */
  private static List<String> known(String email, String name) {
    String address = email.strip().toLowerCase(Locale.ROOT);
    String called =
        Normalizer.normalize(name.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    Set<String> known = new LinkedHashSet<>();
    known.add(address);
    known.add(address.substring(0, Math.max(0, address.indexOf('@'))));
    known.add(called);
    List<String> words =
        BETWEEN_WORDS
            .splitAsStream(called)
            .filter(word -> !word.isEmpty())
            .limit(MOST_WORDS)
            .toList();
    for (int from = 0; from < words.size(); from++) {
      for (int to = from + 1; to <= words.size(); to++) {
        known.add(String.join(" ", words.subList(from, to)));
        known.add(String.join("", words.subList(from, to)));
      }
    }
    known.add("medseal");
    known.remove("");
    return new ArrayList<>(known);
  }

  /** Its dictionaries are read when a password is first chosen. */
  private static final class Estimator {
    static final Zxcvbn ZXCVBN = new Zxcvbn();
  }
}
