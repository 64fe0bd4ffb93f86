package io.medseal.seal.manifests;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.secrets.ReportKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A manifest to start from. */
public final class Manifests {
  public static final ReportId REPORT = new ReportId("4e".repeat(16));
  public static final KeyringId SECTION = new KeyringId("5e".repeat(32));

  private static final Instant TIME = Instant.parse("2026-11-23T12:00:00.000Z");

  private Manifests() {}

  /** A file and a preview in a body of one part. */
  public static Contents contents() {
    return new Contents(
        REPORT,
        List.of(
            new ManifestFile(
                "series/IM0001.dcm", "application/dicom", 0, 1_000, ManifestFile.Role.CONTENT),
            new ManifestFile("preview.png", "image/png", 1_000, 0, ManifestFile.Role.PREVIEW)),
        List.of(new Sha256("55".repeat(32))));
  }

  /** Of a report whose key nobody has. */
  public static Manifest example() {
    return example(
        new KeyCommitment("77".repeat(32)),
        new ContentsSummary(new Sha256("66".repeat(32)), 400, 1, List.of("application/dicom")));
  }

  /** Of a report with this key and the example's contents. */
  public static Manifest example(ReportKey key) {
    return example(
        KeyCommitment.of(key),
        new ContentsSummary(new Sha256("66".repeat(32)), 400, 1, List.of("application/dicom")));
  }

  /** Of a report with this key and these contents. */
  public static Manifest example(KeyCommitment commitment, ContentsSummary contents) {
    ObjectNode document =
        StrictJson.mapper()
            .createObjectNode()
            .put("resourceType", "DocumentReference")
            .put("status", "current")
            .put("description", "Echo of an invented heart")
            .put("date", StrictJson.text(TIME));
    document.putObject("extensionOfSomebodyElse").putNull("kept");
    return new Manifest(
        REPORT,
        new KeyringId("4c".repeat(32)),
        SECTION,
        new Manifest.Author(
            new KeyringId("a0".repeat(32)),
            2,
            new StatementHash("11".repeat(32)),
            Optional.of("Dr Asha Rao")),
        List.of(new Header.Hop(SECTION, new StatementHash("22".repeat(32)))),
        TIME,
        Document.of(document),
        commitment,
        new Manifest.Body(1_000),
        contents);
  }

  /** The example as JSON, to be spoilt. */
  public static ObjectNode exampleJson() {
    return (ObjectNode) StrictJson.mapper().readTree(ManifestCodec.payload(example()).toArray());
  }

  /** The example's contents as JSON, to be spoilt. */
  public static ObjectNode contentsJson() {
    return (ObjectNode) StrictJson.mapper().readTree(ContentsCodec.write(contents()).toArray());
  }
}
