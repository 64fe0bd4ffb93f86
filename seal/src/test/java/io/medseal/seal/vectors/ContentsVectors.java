package io.medseal.seal.vectors;

import static io.medseal.seal.vectors.Draft.base64;
import static io.medseal.seal.vectors.Draft.fixed;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.manifests.Contents;
import io.medseal.seal.manifests.ContentsCodec;
import io.medseal.seal.manifests.ContentsFaults;
import io.medseal.seal.manifests.ContentsSummary;
import io.medseal.seal.manifests.KeyCommitment;
import io.medseal.seal.manifests.ManifestCodec;
import io.medseal.seal.manifests.Manifests;
import io.medseal.seal.manifests.SealedContents;
import io.medseal.seal.secrets.ReportKey;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The cases of {@code contents/}. */
final class ContentsVectors {
  private static final ReportKey KEY = ReportKey.of(fixed("report key", 32));

  private ContentsVectors() {}

  static void make() {
    new Draft("contents", "key-commitment", "bodies.md section 3")
        .ok("key-commitment", in -> in.put("reportKey", base64(fixed("report key", 32))));
    opened();
    parsed();
  }

  private static void opened() {
    Draft open = new Draft("contents", "open-contents", "bodies.md section 3");
    SealedContents sealed = SealedContents.seal(KEY, Manifests.contents());
    ContentsSummary summary = sealed.summary();
    Bytes bytes = sealed.bytes();
    open.ok("contents", in -> put(in, summary, bytes));
    open.bad(
        "flipped",
        "tampered",
        "a bit of the sealed contents is inverted",
        in -> put(in, summary, Draft.flipped(bytes, 100)));
    open.bad(
        "cut",
        "truncated",
        "the last byte is missing",
        in -> put(in, summary, Draft.cut(bytes, bytes.size() - 1)));
    open.bad(
        "a-byte-more",
        "tampered",
        "a byte follows",
        in -> put(in, summary, Draft.cut(bytes, bytes.size() + 1)));
    open.bad("nothing", "truncated", "nothing", in -> put(in, summary, Draft.cut(bytes, 0)));
    SealedContents again = SealedContents.seal(KEY, Manifests.contents());
    open.bad(
        "sealed-again",
        "tampered",
        "the same contents, sealed another time than the manifest names",
        in -> put(in, summary, again.bytes()));
    SealedContents other =
        SealedContents.seal(
            KEY,
            new Contents(
                ReportId.of(fixed("other", 16)),
                Manifests.contents().files(),
                Manifests.contents().parts()));
    open.bad(
        "of-another-report",
        "tampered",
        "the manifest names contents that were sealed for another report",
        in -> put(in, other.summary(), other.bytes()));
    SealedContents elsewhere =
        SealedContents.seal(ReportKey.of(fixed("other", 32)), Manifests.contents());
    open.bad(
        "with-another-key",
        "tampered",
        "the manifest names contents that were sealed with another key",
        in -> put(in, elsewhere.summary(), elsewhere.bytes()));
    open.bad(
        "another-number-of-files",
        "malformed",
        "the manifest says that there are two files",
        in ->
            put(
                in,
                new ContentsSummary(summary.sha256(), summary.size(), 2, summary.mediaTypes()),
                bytes));
    open.bad(
        "other-media-types",
        "malformed",
        "the manifest names another media type",
        in ->
            put(
                in,
                new ContentsSummary(summary.sha256(), summary.size(), 1, List.of("image/png")),
                bytes));
    open.bad(
        "another-size",
        "malformed",
        "the manifest gives the body a byte more",
        in -> {
          put(in, summary, bytes);
          String payload =
              new String(
                  Bytes.fromBase64Url(in.get("manifest").stringValue()).toArray(),
                  StandardCharsets.UTF_8);
          in.put("manifest", base64(utf8(payload.replace("{\"size\":1000}", "{\"size\":1001}"))));
        });
  }

  private static void parsed() {
    Draft parse = new Draft("contents", "parse-contents", "bodies.md section 4");
    byte[] good = ContentsCodec.write(Manifests.contents()).toArray();
    String text = new String(good, StandardCharsets.UTF_8);
    parse.ok("parse", in -> in.put("text", base64(good)));
    ObjectNode study = Manifests.contentsJson();
    ContentsFaults.study(study, 10);
    parse.ok(
        "parse-study", in -> in.put("text", base64(StrictJson.mapper().writeValueAsBytes(study))));
    ContentsFaults.all()
        .forEach(
            (fault, spoil) -> {
              ObjectNode json = Manifests.contentsJson();
              spoil.accept(json);
              bad(parse, "parse-" + ManifestVectors.name(fault), fault, json);
            });
    for (String name :
        new String[] {"", "/a", "a/", "a//b", "..", "a/../b", "./a", "a\\b", "a\nb"}) {
      ObjectNode json = Manifests.contentsJson();
      ((ObjectNode) json.get("files").get(0)).put("name", name);
      bad(
          parse,
          "parse-file-name-" + HexFormat.of().formatHex(utf8(name)),
          "a file is named " + StrictJson.mapper().writeValueAsString(name),
          json);
    }
    parse.bad(
        "parse-suite-2",
        "unknown-suite",
        "the suite is 2",
        in -> in.put("text", base64(utf8(text.replace("\"suite\":1", "\"suite\":2")))));
    parse.bad(
        "parse-bytes-after",
        "malformed",
        "a second value follows",
        in -> in.put("text", base64(utf8(text + "{}"))));
  }

  private static void bad(Draft parse, String name, String fault, ObjectNode json) {
    byte[] bad = StrictJson.mapper().writeValueAsBytes(json);
    parse.bad(name, "malformed", fault, in -> in.put("text", base64(bad)));
  }

  private static void put(ObjectNode in, ContentsSummary summary, Bytes sealed) {
    in.put("reportKey", base64(fixed("report key", 32)))
        .put(
            "manifest",
            ManifestCodec.payload(Manifests.example(KeyCommitment.of(KEY), summary)).base64Url())
        .put("sealed", sealed.base64Url());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
