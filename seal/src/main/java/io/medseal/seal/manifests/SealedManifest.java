package io.medseal.seal.manifests;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.seal.SealException;
import io.medseal.seal.secrets.ReportKey;
import io.medseal.seal.suite.AesGcm;
import io.medseal.seal.suite.Hkdf;
import io.medseal.seal.suite.Suite;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A signed manifest as the service stores it: opaque (spec/bodies.md section 3). */
public final class SealedManifest {
  private static final byte[] DOMAIN = "medseal/v1/manifest".getBytes(StandardCharsets.UTF_8);
  private static final int BEFORE_NONCE = 1 + KeyCommitment.BYTES;

  private SealedManifest() {}

  /**
   * An opened manifest. Its signatures are not verified yet.
   *
   * @param signed what the signatures are of
   */
  public record Opened(SignedObject signed, Manifest manifest) {}

  /**
   * Seals payload and signatures.
   *
   * @throws SealException.Malformed if the result would be longer than 64 KiB
   */
  public static Bytes seal(ReportKey reportKey, ReportId report, SignedObject signed) {
    byte[] content = signed.encode().toArray();
    if (BEFORE_NONCE + AesGcm.OVERHEAD + content.length > ReportSizes.MANIFEST) {
      throw new SealException.Malformed("a sealed manifest has at most 64 KiB");
    }
    byte[] commitment = KeyCommitment.of(reportKey).bytes();
    byte[] before = ByteBuffer.allocate(BEFORE_NONCE).put(Suite.ONE).put(commitment).array();
    byte[] key = Hkdf.derive(reportKey, "medseal/v1/manifest-key");
    try {
      return Bytes.of(AesGcm.seal(before, key, associated(report, commitment), content));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Whether a sealed manifest commits to this key. A reader who holds several keys for a report
   * asks before taking one.
   */
  public static boolean commitsTo(ReportKey reportKey, Bytes sealed) {
    byte[] bytes = sealed.toArray();
    byte[] commitment = KeyCommitment.of(reportKey).bytes();
    return bytes.length >= BEFORE_NONCE
        && Arrays.equals(bytes, 1, BEFORE_NONCE, commitment, 0, commitment.length);
  }

  /**
   * Opens what {@link #seal} made and reads the manifest. The signatures are not verified yet.
   *
   * @throws SealException.WrongKey if it commits to another key: nothing has been opened then
   * @throws SealException.Tampered if it does not open, or the author committed to another key
   * @throws SealException.Malformed if its length is not one, or what is inside is not a signed
   *     manifest
   * @throws SealException.UnknownSuite if it is of another suite
   */
  public static Opened open(ReportKey reportKey, ReportId report, Bytes sealed) {
    byte[] bytes = sealed.toArray();
    Suite.check(bytes);
    if (bytes.length < BEFORE_NONCE + AesGcm.OVERHEAD) {
      throw new SealException.Malformed("too short for a sealed manifest");
    }
    if (bytes.length > ReportSizes.MANIFEST) {
      throw new SealException.Malformed("a sealed manifest has at most 64 KiB");
    }
    if (!commitsTo(reportKey, sealed)) {
      throw new SealException.WrongKey("the sealed manifest is of another key");
    }
    KeyCommitment commitment = KeyCommitment.of(reportKey);
    byte[] key = Hkdf.derive(reportKey, "medseal/v1/manifest-key");
    try {
      byte[] content =
          AesGcm.open(
              bytes,
              BEFORE_NONCE,
              key,
              associated(report, commitment.bytes()),
              () -> new SealException.Tampered("the sealed manifest does not open"));
      Suite.check(content);
      SignedObject signed = SignedObject.parse(Bytes.of(content));
      Manifest manifest = ManifestCodec.parse(signed.payload());
      if (!manifest.keyCommitment().equals(commitment)) {
        throw new SealException.Tampered("the author committed to another key");
      }
      return new Opened(signed, manifest);
    } catch (LedgerException _) {
      throw new SealException.Malformed("what was sealed is not a signed object");
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] associated(ReportId report, byte[] commitment) {
    return ByteBuffer.allocate(DOMAIN.length + ReportId.BYTES + commitment.length)
        .put(DOMAIN)
        .put(report.bytes())
        .put(commitment)
        .array();
  }
}
