package io.medseal.ledger.statements;

import java.util.regex.Pattern;

/** DNS names as cards carry them (spec/keyrings.md section 6). */
final class DomainNames {
  private static final int LONGEST = 253;

  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern NAME = Pattern.compile("(?:" + LABEL + "\\.)+(?![0-9]+$)" + LABEL);

  private DomainNames() {}

  /** At least two labels, the last of which is no number: an address is not a name. */
  static boolean isDomainName(String text) {
    return text.length() <= LONGEST && NAME.matcher(text).matches();
  }
}
