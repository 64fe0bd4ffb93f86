package io.medseal.seal.manifests;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.statements.Sealed;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.SealException;
import io.medseal.seal.json.Members;
import io.medseal.seal.secrets.ReportKey;
import io.medseal.seal.suite.AesGcm;
import io.medseal.seal.suite.Hkdf;
import io.medseal.seal.suite.Suite;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a report says of itself in place of its manifest's document, as it stands in the section's
 * chain (spec/bodies.md section 8). Whoever may open the report may open it, and nobody else; it
 * belongs to that one manifest.
 */
public final class SealedCorrection {
  private static final byte[] DOMAIN = "medseal/v1/correction".getBytes(StandardCharsets.UTF_8);

  private SealedCorrection() {}

  /**
   * Seals a document.
   *
   * @param manifest as it is sealed
   * @throws SealException.Malformed if its text is longer than 16,384 bytes
   */
  public static Bytes seal(
      ReportKey reportKey, ReportId report, Bytes manifest, Document document) {
    ObjectNode node = StrictJson.mapper().createObjectNode().put("v", 1).put("suite", 1);
    node.set("document", document.toNode());
    byte[] text = StrictJson.mapper().writeValueAsBytes(node);
    if (text.length > Sealed.MAX_CORRECTION_TEXT) {
      throw new SealException.Malformed("a correction has a text of at most 16,384 bytes");
    }
    byte[] key = key(reportKey);
    try {
      return Bytes.of(AesGcm.seal(new byte[] {Suite.ONE}, key, associated(report, manifest), text));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Opens what {@link #seal} made. Who signed it is the chain's to say; which report it replaces
   * stays the manifest's.
   *
   * @param reportKey the one that opened the manifest
   * @param opened the manifest
   * @param manifest as it is sealed
   * @throws SealException.Tampered if it does not open, or is of another manifest
   * @throws SealException.Malformed if it holds no document of that report
   * @throws SealException.UnknownSuite if it is of another suite
   */
  public static Document open(ReportKey reportKey, Manifest opened, Bytes manifest, Bytes sealed) {
    byte[] bytes = sealed.toArray();
    Suite.check(bytes);
    if (bytes.length <= Sealed.CORRECTION_OVERHEAD) {
      throw new SealException.Malformed("too short for a correction");
    }
    byte[] key = key(reportKey);
    try {
      byte[] text =
          AesGcm.open(
              bytes,
              1,
              key,
              associated(opened.report(), manifest),
              () -> new SealException.Tampered("the correction does not open"));
      Members all = Members.parse(text, "a correction");
      all.takeVersionAndSuite();
      Document document = Document.of(all.object("document"));
      all.end();
      document.requireDate(opened.time());
      return document.relatingAs(opened.document());
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] key(ReportKey reportKey) {
    return Hkdf.derive(reportKey, "medseal/v1/correction-key");
  }

  private static byte[] associated(ReportId report, Bytes manifest) {
    return ByteBuffer.allocate(DOMAIN.length + ReportId.BYTES + Sha256.BYTES)
        .put(DOMAIN)
        .put(report.bytes())
        .put(Sha256.digest(manifest.toArray()).bytes())
        .array();
  }
}
