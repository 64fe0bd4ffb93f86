package io.medseal.seal.keys;

import io.medseal.ledger.ids.Bytes;
import io.medseal.seal.SealException;
import java.nio.ByteBuffer;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;

/**
 * HPKE base mode with X-Wing, HKDF-SHA256 and AES-256-GCM, single-shot (spec/README.md section 1).
 */
public final class Hpke {
  /** Length of an encapsulation. */
  public static final int ENCAPSULATION_BYTES = 1_120;

  private static final int TAG_BYTES = 16;

  private Hpke() {}

  /**
   * Seals to a public key.
   *
   * @return encapsulation (1,120) ‖ ciphertext ‖ tag (16)
   * @throws SealException.Malformed if it is not an X-Wing public key
   */
  public static byte[] seal(Bytes publicKey, byte[] info, byte[] associated, byte[] content) {
    HPKE hpke = suite();
    try {
      byte[][] sealed =
          hpke.seal(
              hpke.deserializePublicKey(publicKey.toArray()),
              info,
              associated,
              content,
              null,
              null,
              null);
      return ByteBuffer.allocate(sealed[0].length + sealed[1].length)
          .put(sealed[1])
          .put(sealed[0])
          .array();
    } catch (IllegalArgumentException | IllegalStateException _) {
      throw new SealException.Malformed("not an X-Wing public key");
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key pair whose private key is these 32 bytes as they are. */
  static AsymmetricCipherKeyPair keyPair(byte[] privateKey) {
    return suite().deserializePrivateKey(privateKey, null);
  }

  static Bytes publicKey(AsymmetricCipherKeyPair pair) {
    return Bytes.of(suite().serializePublicKey(pair.getPublic()));
  }

  static byte[] open(
      AsymmetricCipherKeyPair pair, byte[] info, byte[] associated, byte[] sealed, int offset) {
    if (sealed.length - offset < ENCAPSULATION_BYTES + TAG_BYTES) {
      throw new SealException.Malformed("too short for an encapsulation and a tag");
    }
    byte[] encapsulation = new byte[ENCAPSULATION_BYTES];
    byte[] ciphertext = new byte[sealed.length - offset - ENCAPSULATION_BYTES];
    ByteBuffer.wrap(sealed, offset, sealed.length - offset).get(encapsulation).get(ciphertext);
    try {
      return suite().open(encapsulation, pair, info, associated, ciphertext, null, null, null);
    } catch (InvalidCipherTextException | IllegalArgumentException | IllegalStateException _) {
      throw new SealException.WrongKey("this key does not open it");
    }
  }

  private static HPKE suite() {
    return new HPKE(HPKE.mode_base, HPKE.kem_X_WING, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
  }
}
