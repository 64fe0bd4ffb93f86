package io.medseal.ledger.world;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.statements.SignedObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.pqc.crypto.xwing.XWingPrivateKeyParameters;

/** Both halves of one generation, from its secret (spec/keyrings.md section 2). */
public final class TestKeys {
  private final PublicKeys publicKeys;
  private final Optional<Ed25519PrivateKeyParameters> ed25519;
  private final Optional<MLDSAPrivateKeyParameters> mlDsa65;

  private TestKeys(byte[] secret, KeyringKind kind) {
    Bytes hpke =
        Bytes.of(
            new XWingPrivateKeyParameters(derive(secret, "medseal/v1/keyring/hpke"))
                .getPublicKeyParameters()
                .getEncoded());
    if (kind.signs()) {
      ed25519 =
          Optional.of(
              new Ed25519PrivateKeyParameters(derive(secret, "medseal/v1/keyring/ed25519")));
      mlDsa65 =
          Optional.of(
              new MLDSAPrivateKeyParameters(
                  MLDSAParameters.ml_dsa_65, derive(secret, "medseal/v1/keyring/ml-dsa-65")));
      publicKeys =
          new PublicKeys(
              hpke,
              Bytes.of(ed25519.get().generatePublicKey().getEncoded()),
              Bytes.of(mlDsa65.get().getPublicKey()));
    } else {
      ed25519 = Optional.empty();
      mlDsa65 = Optional.empty();
      publicKeys = new PublicKeys(hpke, null, null);
    }
  }

  /** Of that 32-byte secret. */
  public static TestKeys of(byte[] secret, KeyringKind kind) {
    return new TestKeys(secret, kind);
  }

  public PublicKeys publicKeys() {
    return publicKeys;
  }

  /** Both signatures, ML-DSA without randomness so that vectors can be made again. */
  public SignedObject sign(SignedObject.Domain domain, Bytes payload) {
    return signTogether(domain, List.of(payload)).getFirst();
  }

  /** The same, once for all of them. */
  public List<SignedObject> signTogether(SignedObject.Domain domain, List<Bytes> payloads) {
    List<Sha256> digests = payloads.stream().map(SignedObject::digest).toList();
    byte[] message = domain.message(digests);
    try {
      Ed25519Signer first = new Ed25519Signer();
      first.init(true, ed25519.orElseThrow());
      first.update(message, 0, message.length);
      MLDSASigner second = new MLDSASigner();
      second.init(true, mlDsa65.orElseThrow());
      second.update(message, 0, message.length);
      Bytes ed = Bytes.of(first.generateSignature());
      Bytes ml = Bytes.of(second.generateSignature());
      return payloads.stream().map(payload -> new SignedObject(payload, digests, ed, ml)).toList();
    } catch (CryptoException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] derive(byte[] secret, String info) {
    HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
    hkdf.init(new HKDFParameters(secret, new byte[0], info.getBytes(StandardCharsets.UTF_8)));
    byte[] out = new byte[32];
    hkdf.generateBytes(out, 0, out.length);
    return out;
  }
}
