package io.medseal.seal.manifests;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.seal.SealException;
import io.medseal.seal.secrets.ReportKey;
import io.medseal.seal.suite.AesGcm;
import io.medseal.seal.suite.Digests;
import io.medseal.seal.suite.Hkdf;
import io.medseal.seal.suite.Suite;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Contents as the service stores them: opaque, and named by the manifest (spec/bodies.md section
 * 3).
 *
 * @param bytes to be stored
 * @param summary for the manifest
 */
public record SealedContents(Bytes bytes, ContentsSummary summary) {
  private static final byte[] DOMAIN = "medseal/v1/contents".getBytes(StandardCharsets.UTF_8);

  /**
   * Seals contents.
   *
   * @throws SealException.Malformed if the result would be longer than 16 MiB
   */
  public static SealedContents seal(ReportKey reportKey, Contents contents) {
    byte[] text = ContentsCodec.write(contents).toArray();
    if (1 + AesGcm.OVERHEAD + text.length > ReportSizes.CONTENTS) {
      throw new SealException.Malformed("sealed contents have at most 16 MiB");
    }
    byte[] key = Hkdf.derive(reportKey, "medseal/v1/contents-key");
    try {
      byte[] associated = associated(contents.report().bytes(), KeyCommitment.of(reportKey));
      Bytes sealed = Bytes.of(AesGcm.seal(new byte[] {Suite.ONE}, key, associated, text));
      return new SealedContents(
          sealed, ContentsSummary.of(contents, sha256(sealed.toArray()), sealed.size()));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Opens what the service answers, and compares it with what the author signed.
   *
   * @param reportKey the one that opened the manifest
   * @throws SealException.Truncated if it is shorter than the manifest says
   * @throws SealException.Tampered if it is not what the manifest names, or does not open
   * @throws SealException.Malformed if the author sealed something else than contents that fit
   */
  public static Contents open(ReportKey reportKey, Manifest manifest, Bytes sealed) {
    byte[] bytes = sealed.toArray();
    ContentsSummary summary = manifest.contents();
    if (bytes.length < summary.size()) {
      throw new SealException.Truncated("the contents are shorter than their manifest says");
    }
    if (bytes.length > summary.size() || !sha256(bytes).equals(summary.sha256())) {
      throw new SealException.Tampered("the contents are not those that their manifest names");
    }
    Suite.check(bytes);
    byte[] key = Hkdf.derive(reportKey, "medseal/v1/contents-key");
    try {
      byte[] text =
          AesGcm.open(
              bytes,
              1,
              key,
              associated(manifest.report().bytes(), manifest.keyCommitment()),
              () -> new SealException.Tampered("the sealed contents do not open"));
      Contents contents = ContentsCodec.parse(Bytes.of(text));
      if (!contents.report().equals(manifest.report())
          || contents.size() != manifest.body().size()) {
        throw new SealException.Malformed("contents are of their manifest's report and size");
      }
      summary.check(contents);
      return contents;
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static Sha256 sha256(byte[] bytes) {
    return Sha256.of(Digests.sha256("", bytes));
  }

  private static byte[] associated(byte[] report, KeyCommitment commitment) {
    return ByteBuffer.allocate(DOMAIN.length + report.length + KeyCommitment.BYTES)
        .put(DOMAIN)
        .put(report)
        .put(commitment.bytes())
        .array();
  }
}
