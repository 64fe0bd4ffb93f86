package io.medseal.seal.manifests;

import io.medseal.ledger.ids.Sha256;
import io.medseal.seal.secrets.ReportKey;
import io.medseal.seal.suite.Hkdf;

/**
 * What a report's author signed of its key (spec/bodies.md section 3). AES-GCM does not commit: one
 * ciphertext can be made that opens to two contents under two keys. So a key is compared with this
 * before anything is opened with it. Tells nothing of the key.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record KeyCommitment(String hex) {
  /** Length in bytes. */
  public static final int BYTES = 32;

  /**
   * Of its text.
   *
   * @throws io.medseal.ledger.LedgerException.Malformed if it is none
   */
  public KeyCommitment {
    new Sha256(hex).bytes(); // the same form
  }

  /** Of a report key. */
  public static KeyCommitment of(ReportKey key) {
    return of(Hkdf.derive(key, "medseal/v1/report-key-commitment"));
  }

  static KeyCommitment of(byte[] bytes) {
    return new KeyCommitment(Sha256.of(bytes).hex());
  }

  byte[] bytes() {
    return new Sha256(hex).bytes();
  }
}
