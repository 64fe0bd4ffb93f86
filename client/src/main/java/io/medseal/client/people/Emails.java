package io.medseal.client.people;

import io.medseal.client.problems.InputException;
import io.medseal.protocol.accounts.EmailAddress;
import java.text.Normalizer;

/** E-mail addresses as accounts are named by (spec/accounts.md section 4). */
public final class Emails {
  private Emails() {}

  /**
   * The one form of an address.
   *
   * @throws InputException.BadValue if it is no e-mail address, or one that could be mistaken for
   *     another
   */
  public static String normalized(String typed) {
    return EmailAddress.canonical(typed)
        .orElseThrow(
            () ->
                new InputException.BadValue(
                    "'"
                        + visible(typed.strip())
                        + "' is not an e-mail address that Medseal takes: Latin letters, digits and"
                        + " the usual signs before the @, a domain after it."));
  }

  /** Whether a name that people give themselves could be taken for an address. */
  public static boolean resembles(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC).contains("@");
  }

  /** A refused address may hold what turns or hides the text around it. */
  private static String visible(String typed) {
    String shown = typed.replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]", "?");
    return shown.length() > 80 ? shown.substring(0, 80) + "…" : shown;
  }
}
