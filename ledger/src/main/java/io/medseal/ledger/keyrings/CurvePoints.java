package io.medseal.ledger.keyrings;

import io.medseal.ledger.ids.Bytes;
import java.math.BigInteger;
import java.util.Set;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Which points may be public keys (spec/keyrings.md section 2). */
final class CurvePoints {
  private static final int X25519_BYTES = 32;

  private static final BigInteger PRIME =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  /** Their product with any secret is one of few values that everybody knows. */
  private static final Set<BigInteger> SMALL_ORDER =
      Set.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          PRIME.subtract(BigInteger.ONE),
          new BigInteger(
              "325606250916557431795983626356110631294008115727848805560023387167927233504"),
          new BigInteger(
              "39382357235489614581723060781553021112529911719440698176882885853963445705823"));

  private CurvePoints() {}

  /** Whether it is the canonical encoding of a point of prime order. */
  static boolean isEd25519(Bytes key) {
    return Ed25519.validatePublicKeyFull(key.toArray(), 0);
  }

  /**
   * Whether an X-Wing key ends with the canonical encoding of a point that is not of small order.
   */
  static boolean isX25519(Bytes xWing) {
    byte[] key = xWing.toArray();
    byte[] bigEndian = new byte[X25519_BYTES];
    for (int i = 0; i < X25519_BYTES; i++) {
      bigEndian[i] = key[key.length - 1 - i];
    }
    BigInteger u = new BigInteger(1, bigEndian);
    return u.compareTo(PRIME) < 0 && !SMALL_ORDER.contains(u);
  }
}
