package io.medseal.ledger.signatures;

import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.statements.SignedObject;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.MLDSASigner;

/** Ed25519 and ML-DSA-65 over one message (spec/README.md section 3). */
public final class Signatures {
  private Signatures() {}

  /**
   * Whether the payload is among those signed, and both signatures verify under these keys for this
   * domain.
   */
  public static boolean verify(PublicKeys keys, SignedObject.Domain domain, SignedObject object) {
    if (!keys.canSign() || !object.isSigned()) {
      return false;
    }
    byte[] message = domain.message(object.digests());
    return ed25519(keys, message, object) && mlDsa65(keys, message, object);
  }

  private static boolean ed25519(PublicKeys keys, byte[] message, SignedObject object) {
    try {
      Ed25519Signer verifier = new Ed25519Signer();
      verifier.init(false, new Ed25519PublicKeyParameters(keys.ed25519().toArray()));
      verifier.update(message, 0, message.length);
      return verifier.verifySignature(object.ed25519().toArray());
    } catch (IllegalArgumentException _) {
      return false; // not a point of the curve
    }
  }

  private static boolean mlDsa65(PublicKeys keys, byte[] message, SignedObject object) {
    MLDSASigner verifier = new MLDSASigner();
    verifier.init(
        false, new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_65, keys.mlDsa65().toArray()));
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(object.mlDsa65().toArray());
  }
}
