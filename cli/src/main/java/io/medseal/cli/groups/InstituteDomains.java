package io.medseal.cli.groups;

import io.medseal.client.problems.InputException;
import java.net.IDN;
import java.util.Locale;

/** Domains of institutes, as people type them. */
final class InstituteDomains {
  static final String HELP =
      "Its domain, which is public; 'medseal institute verify' then has the domain asked.";

  private InstituteDomains() {}

  /** In lower-case ASCII, other scripts as {@code xn--}, as cards carry it. */
  static String read(String typed) {
    try {
      return IDN.toASCII(typed.strip(), IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException _) {
      throw new InputException.BadValue("'" + typed.strip() + "' is not a domain.");
    }
  }
}
