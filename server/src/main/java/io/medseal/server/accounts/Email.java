package io.medseal.server.accounts;

import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.http.ProblemException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** E-mail addresses in the one form in which they are compared. */
final class Email {
  private static final Pattern FORM =
      Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@\\p{Cntrl}]{1,189}");

  private Email() {}

  static String normal(@Nullable String text) {
    String email = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    if (!FORM.matcher(email).matches()) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    return email;
  }
}
