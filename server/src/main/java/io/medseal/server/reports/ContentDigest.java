package io.medseal.server.reports;

import io.medseal.ledger.ids.Sha256;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.http.ProblemException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Content-Digest: sha-256=:…:} (RFC 9530). */
final class ContentDigest {
  private static final Pattern FORM = Pattern.compile("\\s*sha-256=:([A-Za-z0-9+/]{43}=):\\s*");

  private ContentDigest() {}

  static Sha256 sha256(@Nullable String header) {
    Matcher form = FORM.matcher(header == null ? "" : header);
    if (!form.matches()) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    return Sha256.of(Base64.getDecoder().decode(form.group(1)));
  }
}
