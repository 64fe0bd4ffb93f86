package io.medseal.protocol.accounts;

import java.net.IDN;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * E-mail addresses in the one form in which they name accounts (spec/accounts.md section 4). What
 * could be mistaken for another address is refused.
 */
public final class EmailAddress {
  private static final int MOST = 254;
  private static final int MOST_LABEL = 63;
  private static final int MOST_TYPED = 1_000;

  /** Latin letters beyond ASCII, without those that look like another one or are two in one. */
  private static final String LATIN =
      "[\\u00df-\\u00f6\\u00f8-\\u017e&&[^\\u0131\\u0133\\u0138\\u0140\\u0149]]";

  private static final String DEVANAGARI_LETTERS = "[\\u0905-\\u0939\\u093d\\u0950\\u0960\\u0961]";
  private static final String DEVANAGARI_MARKS =
      "[\\u0901-\\u0903\\u093c\\u093e-\\u094d\\u0951\\u0952\\u0962\\u0963]";

  private static final Pattern LOCAL =
      Pattern.compile(
          "(?=.{1,64}$)A+(?:\\.A+)*".replace("A", "[a-z0-9!#$%&'*+/=?^_`{|}~" + LATIN + "-]"));

  private static final Pattern ASCII_LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?");

  private static final Pattern OTHER_LABEL =
      Pattern.compile(
          "(?!..--)(?!.*\\u00df)(?!.*-$)[a-z0-9L](?:[a-z0-9LM-])*"
              .replace("L", LATIN + DEVANAGARI_LETTERS)
              .replace("M", DEVANAGARI_MARKS));

  private EmailAddress() {}

  /** The one form of an address as somebody typed it; empty if it is none that is taken. */
  public static Optional<String> canonical(String typed) {
    if (typed.length() > MOST_TYPED) {
      return Optional.empty();
    }
    String trimmed = typed.replaceAll("^[ \\t\\r\\n]+|[ \\t\\r\\n]+$", "");
    String folded = Normalizer.normalize(trimmed, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    int at = folded.indexOf('@');
    if (at < 0 || !LOCAL.matcher(folded.substring(0, at)).matches()) {
      return Optional.empty();
    }
    String local = folded.substring(0, at);
    return domain(folded.substring(at + 1))
        .map(domain -> local + "@" + domain)
        .filter(email -> email.length() <= MOST);
  }

  private static Optional<String> domain(String typed) {
    List<String> labels = new ArrayList<>();
    for (String label : typed.split("\\.", -1)) {
      if (OTHER_LABEL.matcher(label).matches() && !ASCII_LABEL.matcher(label).matches()) {
        // The letters that are let through here mean the same in IDNA 2003 and in UTS #46.
        labels.add(toAscii(label));
      } else {
        labels.add(ASCII_LABEL.matcher(label).matches() ? label : "");
      }
    }
    boolean good = labels.stream().allMatch(label -> !label.isEmpty() && fits(label));
    return good ? Optional.of(String.join(".", labels)) : Optional.empty();
  }

  private static boolean fits(String label) {
    return label.length() <= MOST_LABEL;
  }

  private static String toAscii(String label) {
    try {
      return IDN.toASCII(label);
    } catch (IllegalArgumentException _) {
      return ""; // longer than a label may be
    }
  }
}
