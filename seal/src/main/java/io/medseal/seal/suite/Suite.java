package io.medseal.seal.suite;

import io.medseal.seal.SealException;
import java.security.SecureRandom;

/** The number that sealed objects begin with. */
public final class Suite {
  /** Suite 1, as the first byte of binary objects. */
  public static final byte ONE = 1;

  private static final SecureRandom RANDOM = new SecureRandom();

  private Suite() {}

  /**
   * Refuses any other suite, before anything else of the object is looked at.
   *
   * @param object at least one byte, else malformed
   * @throws SealException.UnknownSuite if the first byte is not 1
   */
  public static void check(byte[] object) {
    if (object.length == 0) {
      throw new SealException.Malformed("an empty object");
    }
    if (object[0] != ONE) {
      throw new SealException.UnknownSuite(object[0] & 0xff);
    }
  }

  /** New bytes from the platform's secure generator. */
  public static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
