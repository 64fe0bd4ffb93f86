package io.medseal.seal.vectors;

import static io.medseal.seal.vectors.Draft.base64;
import static io.medseal.seal.vectors.Draft.fixed;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.manifests.Document;
import io.medseal.seal.manifests.Manifest;
import io.medseal.seal.manifests.ManifestCodec;
import io.medseal.seal.manifests.Manifests;
import io.medseal.seal.manifests.SealedCorrection;
import io.medseal.seal.secrets.ReportKey;
import io.medseal.seal.suite.AesGcm;
import io.medseal.seal.suite.Hkdf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The cases of {@code manifests/} that are of corrections. */
final class CorrectionVectors {
  private static final ReportKey KEY = ReportKey.of(fixed("report key", 32));
  private static final Manifest MANIFEST = Manifests.example(KEY);

  /** Of a sealed manifest a correction knows but the digest. */
  private static final Bytes SEALED = Bytes.of(fixed("sealed manifest", 3_000));

  private static final String REPLACING =
      "{\"resourceType\":\"DocumentReference\",\"description\":\"CT abdomen\",\"relatesTo\":[{"
          + "\"code\":\"replaces\",\"target\":{\"identifier\":{\"value\":\"%s\"}}}]}";

  private CorrectionVectors() {}

  static void make() {
    Draft open = new Draft("manifests", "open-correction", "bodies.md section 8");
    Bytes good = SealedCorrection.seal(KEY, Manifests.REPORT, SEALED, document("CT abdomen"));
    open.ok("correction", in -> put(in, good));
    Document replacing =
        Document.of(
            (ObjectNode) StrictJson.mapper().readTree(REPLACING.formatted("ab".repeat(16))));
    open.ok(
        "correction-replacing-another",
        in ->
            put(in, SealedCorrection.seal(KEY, Manifests.REPORT, SEALED, replacing))
                .put("manifest", payloadReplacing("cd".repeat(16))));
    open.ok(
        "correction-replacing",
        in -> put(in, SealedCorrection.seal(KEY, Manifests.REPORT, SEALED, replacing)));
    open.ok(
        "correction-replacing-no-more",
        in -> put(in, good).put("manifest", payloadReplacing("cd".repeat(16))));
    open.bad(
        "correction-of-another-key",
        "tampered",
        "another report's key",
        in -> put(in, good).put("reportKey", base64(fixed("other", 32))));
    open.bad(
        "correction-of-another-manifest",
        "tampered",
        "the manifest that the service answers is not the one that was corrected",
        in -> put(in, good).put("sealedManifest", base64(fixed("other", 3_000))));
    open.bad(
        "correction-of-another-report",
        "tampered",
        "sealed for another report",
        in ->
            put(
                in,
                SealedCorrection.seal(
                    KEY, ReportId.of(fixed("other", 16)), SEALED, document("CT abdomen"))));
    open.bad(
        "correction-flipped",
        "tampered",
        "a bit is inverted",
        in -> put(in, Draft.flipped(good, 60)));
    open.bad(
        "correction-too-short",
        "malformed",
        "there is no room for a text",
        in -> put(in, Draft.cut(good, 29)));
    open.bad(
        "correction-suite-2",
        "unknown-suite",
        "the suite is 2",
        in -> put(in, Draft.ofSuite2(good)));
    content(open, "no-document", "a member is missing", "{\"v\":1,\"suite\":1}");
    content(
        open,
        "other-document",
        "a document of another kind",
        "{\"v\":1,\"suite\":1,\"document\":{\"resourceType\":\"Observation\"}}");
    content(
        open,
        "another-date",
        "the document's date is not the manifest's time",
        "{\"v\":1,\"suite\":1,\"document\":{\"resourceType\":\"DocumentReference\","
            + "\"date\":\"2020-01-01T00:00:00.000Z\"}}");
    content(
        open,
        "member",
        "a member more",
        "{\"v\":1,\"suite\":1,\"a\":1," + "\"document\":{\"resourceType\":\"DocumentReference\"}}");
    content(
        open,
        "version",
        "v is 2",
        "{\"v\":2,\"suite\":1,\"document\":{\"resourceType\":\"DocumentReference\"}}");
  }

  private static void content(Draft open, String name, String fault, String json) {
    open.bad("correction-" + name, "malformed", fault, in -> put(in, sealed(json)));
  }

  /** The example's manifest, of a report that replaces another one. */
  private static String payloadReplacing(String report) {
    ObjectNode manifest =
        (ObjectNode) StrictJson.mapper().readTree(ManifestCodec.payload(MANIFEST).toArray());
    ((ObjectNode) manifest.get("document"))
        .set(
            "relatesTo",
            StrictJson.mapper().readTree(REPLACING.formatted(report)).get("relatesTo"));
    return base64(StrictJson.mapper().writeValueAsBytes(manifest));
  }

  private static Document document(String title) {
    return Document.of(MANIFEST.document().toNode().put("description", title));
  }

  /** Any text, sealed as the page says. */
  private static Bytes sealed(String json) {
    byte[] domain = "medseal/v1/correction".getBytes(StandardCharsets.UTF_8);
    byte[] associated =
        ByteBuffer.allocate(domain.length + ReportId.BYTES + Sha256.BYTES)
            .put(domain)
            .put(Manifests.REPORT.bytes())
            .put(Sha256.digest(SEALED.toArray()).bytes())
            .array();
    return Bytes.of(
        AesGcm.seal(
            new byte[] {1},
            Hkdf.derive(KEY, "medseal/v1/correction-key"),
            associated,
            json.getBytes(StandardCharsets.UTF_8)));
  }

  private static ObjectNode put(ObjectNode in, Bytes sealed) {
    return in.put("reportKey", base64(fixed("report key", 32)))
        .put("manifest", ManifestCodec.payload(MANIFEST).base64Url())
        .put("sealedManifest", SEALED.base64Url())
        .put("sealed", sealed.base64Url());
  }

  static void open(Case vector, ObjectNode out) {
    Document document =
        SealedCorrection.open(
            ReportKey.of(vector.bytes("reportKey").toArray()),
            ManifestCodec.parse(vector.bytes("manifest")),
            vector.bytes("sealedManifest"),
            vector.bytes("sealed"));
    out.put("title", document.description());
    JsonNode replaced = document.toNode().at("/relatesTo/0/target/identifier/value");
    if (replaced.isString()) {
      out.put("replaces", replaced.stringValue());
    }
  }
}
