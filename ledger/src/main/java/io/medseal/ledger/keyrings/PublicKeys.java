package io.medseal.ledger.keyrings;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The public half of one generation.
 *
 * @param hpke X-Wing public key, 1,216 bytes
 * @param ed25519 Ed25519 public key, 32 bytes; only for kinds that sign
 * @param mlDsa65 ML-DSA-65 public key, 1,952 bytes; only for kinds that sign
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PublicKeys(Bytes hpke, @Nullable Bytes ed25519, @Nullable Bytes mlDsa65) {
  public static final int HPKE_BYTES = 1_216;
  public static final int ED25519_BYTES = 32;
  public static final int ML_DSA_65_BYTES = 1_952;

  public PublicKeys {
    if (hpke == null || hpke.size() != HPKE_BYTES) {
      throw new LedgerException.Malformed("an HPKE public key has 1,216 bytes");
    }
    if (!CurvePoints.isX25519(hpke)) {
      throw new LedgerException.Malformed("the X25519 half of an HPKE key is not a good point");
    }
    if ((ed25519 == null) != (mlDsa65 == null)) {
      throw new LedgerException.Malformed("a keyring has both signature keys or none");
    }
    if (ed25519 != null && ed25519.size() != ED25519_BYTES) {
      throw new LedgerException.Malformed("an Ed25519 public key has 32 bytes");
    }
    if (ed25519 != null && !CurvePoints.isEd25519(ed25519)) {
      throw new LedgerException.Malformed("an Ed25519 public key is not a point of prime order");
    }
    if (mlDsa65 != null && mlDsa65.size() != ML_DSA_65_BYTES) {
      throw new LedgerException.Malformed("an ML-DSA-65 public key has 1,952 bytes");
    }
  }

  /** Whether this generation can sign. */
  public boolean canSign() {
    return ed25519 != null;
  }
}
