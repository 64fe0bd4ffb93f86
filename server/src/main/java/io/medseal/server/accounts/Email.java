package io.medseal.server.accounts;

import io.medseal.protocol.accounts.EmailAddress;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.http.ProblemException;
import org.jspecify.annotations.Nullable;

/** E-mail addresses in the one form in which they are compared. */
final class Email {
  private Email() {}

  static String normal(@Nullable String text) {
    return EmailAddress.canonical(text == null ? "" : text)
        .orElseThrow(() -> ProblemException.of(ProblemType.MALFORMED));
  }
}
