package io.medseal.seal.keys;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.seal.SealException;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.suite.Hkdf;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one generation of a keyring: opens what was sealed to it and, for kinds that sign,
 * signs (spec/keyrings.md section 2).
 *
 * <p>Safe for use by several threads. After {@link #close()} every use is refused; the library
 * below keeps its own copies of the private keys until they are collected.
 *
 * {@snippet :
 * try (GenerationSecret secret = GenerationSecret.random();
 *     KeyringKeys keys = KeyringKeys.derive(secret, KeyringKind.PERSON)) {
 *   PublicKeys announced = keys.publicKeys();
 * }
 * }
 */
public final class KeyringKeys implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final PublicKeys publicKeys;
  private volatile @Nullable AsymmetricCipherKeyPair hpke;
  private volatile @Nullable Ed25519PrivateKeyParameters ed25519;
  private volatile @Nullable MLDSAPrivateKeyParameters mlDsa65;

  private KeyringKeys(
      AsymmetricCipherKeyPair hpke,
      @Nullable Ed25519PrivateKeyParameters ed25519,
      @Nullable MLDSAPrivateKeyParameters mlDsa65) {
    this.hpke = hpke;
    this.ed25519 = ed25519;
    this.mlDsa65 = mlDsa65;
    this.publicKeys =
        new PublicKeys(
            Hpke.publicKey(hpke),
            ed25519 == null ? null : Bytes.of(ed25519.generatePublicKey().getEncoded()),
            mlDsa65 == null ? null : Bytes.of(mlDsa65.getPublicKey()));
  }

  /** All keys that follow from this secret; signature keys only for kinds that sign. */
  public static KeyringKeys derive(GenerationSecret secret, KeyringKind kind) {
    byte[] hpkeSeed = Hkdf.derive(secret, "medseal/v1/keyring/hpke");
    try {
      AsymmetricCipherKeyPair hpke = Hpke.keyPair(hpkeSeed);
      if (!kind.signs()) {
        return new KeyringKeys(hpke, null, null);
      }
      byte[] ed25519Seed = Hkdf.derive(secret, "medseal/v1/keyring/ed25519");
      byte[] mlDsaSeed = Hkdf.derive(secret, "medseal/v1/keyring/ml-dsa-65");
      try {
        return new KeyringKeys(
            hpke,
            new Ed25519PrivateKeyParameters(ed25519Seed),
            new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, mlDsaSeed));
      } finally {
        Arrays.fill(ed25519Seed, (byte) 0);
        Arrays.fill(mlDsaSeed, (byte) 0);
      }
    } finally {
      Arrays.fill(hpkeSeed, (byte) 0);
    }
  }

  /** The public half, as announced in the keyring's chain. */
  public PublicKeys publicKeys() {
    return publicKeys;
  }

  /**
   * Signs with both algorithms (spec/README.md section 3).
   *
   * @throws IllegalStateException if this keyring's kind does not sign, or after {@link #close()}
   */
  public SignedObject sign(SignedObject.Domain domain, Bytes payload) {
    return signTogether(domain, List.of(payload)).getFirst();
  }

  /**
   * As {@link #sign}, once for all of them: each verifies by itself.
   *
   * @param payloads 1 to {@link SignedObject#MAX_TOGETHER}
   */
  public List<SignedObject> signTogether(SignedObject.Domain domain, List<Bytes> payloads) {
    if (payloads.isEmpty() || payloads.size() > SignedObject.MAX_TOGETHER) {
      throw new IllegalArgumentException("1 to 64 payloads are signed together");
    }
    for (Bytes payload : payloads) {
      if (payload.size() < 1 || payload.size() > SignedObject.MAX_PAYLOAD) {
        throw new SealException.Malformed("a payload has 1 to 16,777,216 bytes");
      }
    }
    Ed25519PrivateKeyParameters first = ed25519;
    MLDSAPrivateKeyParameters second = mlDsa65;
    if (first == null || second == null) {
      throw new IllegalStateException("these keys do not sign, or are closed");
    }
    List<Sha256> digests = payloads.stream().map(SignedObject::digest).toList();
    byte[] message = domain.message(digests);
    Bytes ed = ed25519(first, message);
    Bytes ml = mlDsa65(second, message);
    return payloads.stream().map(payload -> new SignedObject(payload, digests, ed, ml)).toList();
  }

  /**
   * Opens what {@link Hpke#seal} sealed to this generation.
   *
   * @param sealed encapsulation, ciphertext and tag from {@code offset} to the end
   * @throws SealException.WrongKey if it was sealed to another key, or for another purpose, or was
   *     changed: these can't be told apart
   * @throws SealException.Malformed if it is too short
   * @throws IllegalStateException after {@link #close()}
   */
  public byte[] openHpke(byte[] info, byte[] associated, byte[] sealed, int offset) {
    AsymmetricCipherKeyPair pair = hpke;
    if (pair == null) {
      throw new IllegalStateException("these keys are closed");
    }
    return Hpke.open(pair, info, associated, sealed, offset);
  }

  /** Lets go of the private keys. May be called again. */
  @Override
  public void close() {
    hpke = null;
    ed25519 = null;
    MLDSAPrivateKeyParameters second = mlDsa65;
    mlDsa65 = null;
    if (second != null) {
      second.destroy();
    }
  }

  @Override
  public String toString() {
    return "KeyringKeys";
  }

  private static Bytes ed25519(Ed25519PrivateKeyParameters key, byte[] message) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(message, 0, message.length);
    return Bytes.of(signer.generateSignature());
  }

  private static Bytes mlDsa65(MLDSAPrivateKeyParameters key, byte[] message) {
    MLDSASigner signer = new MLDSASigner();
    signer.init(true, new ParametersWithRandom(key, RANDOM)); // hedged, FIPS 204 section 3.4
    signer.update(message, 0, message.length);
    try {
      return Bytes.of(signer.generateSignature());
    } catch (CryptoException e) {
      throw new IllegalStateException(e);
    }
  }
}
