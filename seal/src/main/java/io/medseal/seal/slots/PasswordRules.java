package io.medseal.seal.slots;

import java.nio.CharBuffer;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** Which passwords are accepted for a new slot (spec/accounts.md section 2). */
public final class PasswordRules {
  /** Least length in code points. */
  public static final int MIN_LENGTH = 10;

  /** Most code points. */
  public static final int MAX_LENGTH = 256;

  private PasswordRules() {}

  /** Why a password is refused. */
  public enum Problem {
    TOO_SHORT,
    TOO_LONG,
    ONE_REPEATED_CHARACTER,
    THE_EMAIL_ADDRESS
  }

  /**
   * Judges a new password, never one that already opens a slot.
   *
   * @param email of the account, as typed
   * @return empty if it is accepted
   */
  public static Optional<Problem> check(char[] password, String email) {
    String text = Normalizer.normalize(CharBuffer.wrap(password), Normalizer.Form.NFC);
    int length = text.codePointCount(0, text.length());
    if (length < MIN_LENGTH) {
      return Optional.of(Problem.TOO_SHORT);
    }
    if (length > MAX_LENGTH) {
      return Optional.of(Problem.TOO_LONG);
    }
    if (text.codePoints().distinct().count() == 1) {
      return Optional.of(Problem.ONE_REPEATED_CHARACTER);
    }
    boolean same =
        text.strip().toLowerCase(Locale.ROOT).equals(email.strip().toLowerCase(Locale.ROOT));
    return same ? Optional.of(Problem.THE_EMAIL_ADDRESS) : Optional.empty();
  }
}
