package io.medseal.ledger.ids;

import io.medseal.ledger.LedgerException;
import java.util.HexFormat;

/** Checks of fixed-length lower-case hexadecimal, for the id types of this package. */
final class Hex {
  private Hex() {}

  static String checked(String hex, int bytes, String what) {
    if (hex == null || hex.length() != 2 * bytes) {
      throw new LedgerException.Malformed(what + " has " + 2 * bytes + " hexadecimal digits");
    }
    for (int i = 0; i < hex.length(); i++) {
      char c = hex.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        throw new LedgerException.Malformed(what + " is written in lower-case hexadecimal digits");
      }
    }
    return hex;
  }

  static byte[] decode(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  static String encode(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
