package io.medseal.seal.manifests;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
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
  /** Longest sealed manifest. */
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final byte[] DOMAIN = "medseal/v1/manifest".getBytes(StandardCharsets.UTF_8);

  private SealedManifest() {}

  /**
   * Seals payload and signatures.
   *
   * @throws SealException.Malformed if the result would be longer than 16 MiB
   */
  public static Bytes seal(ReportKey reportKey, ReportId report, SignedObject signed) {
    byte[] content = signed.encode().toArray();
    if (1 + AesGcm.OVERHEAD + content.length > MAX_BYTES) {
      throw new SealException.Malformed("a sealed manifest has at most 16 MiB");
    }
    byte[] key = Hkdf.derive(reportKey, "medseal/v1/manifest-key");
    try {
      return Bytes.of(AesGcm.seal(new byte[] {Suite.ONE}, key, associated(report), content));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Opens what {@link #seal} made. The signatures are not verified yet.
   *
   * @throws SealException.Tampered if it does not open: the report key came from an envelope that
   *     names the report, so this is not that report's manifest, or it was changed
   * @throws SealException.Malformed if its length is not one, or what is inside is not a signed
   *     object
   * @throws SealException.UnknownSuite if it is of another suite
   */
  public static SignedObject open(ReportKey reportKey, ReportId report, Bytes sealed) {
    byte[] bytes = sealed.toArray();
    Suite.check(bytes);
    if (bytes.length > MAX_BYTES) {
      throw new SealException.Malformed("a sealed manifest has at most 16 MiB");
    }
    byte[] key = Hkdf.derive(reportKey, "medseal/v1/manifest-key");
    try {
      byte[] content =
          AesGcm.open(
              bytes,
              1,
              key,
              associated(report),
              () -> new SealException.Tampered("the sealed manifest does not open"));
      Suite.check(content);
      return SignedObject.parse(Bytes.of(content));
    } catch (LedgerException _) {
      throw new SealException.Malformed("what was sealed is not a signed object");
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] associated(ReportId report) {
    return ByteBuffer.allocate(DOMAIN.length + ReportId.BYTES)
        .put(DOMAIN)
        .put(report.bytes())
        .array();
  }
}
