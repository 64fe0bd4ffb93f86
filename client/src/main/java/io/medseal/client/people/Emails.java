package io.medseal.client.people;

import io.medseal.client.problems.InputException;
import java.util.regex.Pattern;

/** E-mail addresses as accounts are named by (spec/accounts.md section 4). */
public final class Emails {
  private static final Pattern FORM = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");
  private static final int MAX_LENGTH = 254;

  private Emails() {}

  /**
   * Trimmed, ASCII letters in lower case.
   *
   * @throws InputException.BadValue if it is no e-mail address
   */
  public static String normalized(String typed) {
    StringBuilder lower = new StringBuilder();
    for (char c : typed.strip().toCharArray()) {
      lower.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
    }
    String email = lower.toString();
    if (email.length() > MAX_LENGTH || !FORM.matcher(email).matches()) {
      throw new InputException.BadValue("'" + typed.strip() + "' is not an e-mail address.");
    }
    return email;
  }
}
