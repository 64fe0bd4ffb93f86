package io.medseal.seal.vectors;

import static io.medseal.seal.vectors.Draft.base64;
import static io.medseal.seal.vectors.Draft.fixed;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.manifests.Document;
import io.medseal.seal.manifests.KeyCommitment;
import io.medseal.seal.manifests.Manifest;
import io.medseal.seal.manifests.ManifestCodec;
import io.medseal.seal.manifests.ManifestFaults;
import io.medseal.seal.manifests.Manifests;
import io.medseal.seal.manifests.SealedManifest;
import io.medseal.seal.manifests.TwoKeys;
import io.medseal.seal.secrets.ReportKey;
import io.medseal.seal.suite.AesGcm;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/** The cases of {@code manifests/}. */
final class ManifestVectors {
  private static final ReportKey KEY = ReportKey.of(fixed("report key", 32));

  private ManifestVectors() {}

  static void make() {
    sealed();
    parsed();
    CorrectionVectors.make();
    ContentsVectors.make();
  }

  private static void sealed() {
    Draft open = new Draft("manifests", "open-manifest", "bodies.md section 3");
    KeyringKeys author = KeyVectors.derive("generation person", KeyringKind.PERSON);
    SignedObject signed = ManifestCodec.sign(Manifests.example(KEY), author);
    Bytes sealed = SealedManifest.seal(KEY, Manifests.REPORT, signed);
    open.ok("manifest", in -> put(in, sealed));
    open.bad(
        "flipped-nonce",
        "tampered",
        "a bit of the nonce is inverted",
        in -> put(in, Draft.flipped(sealed, 33)));
    open.bad(
        "flipped-content",
        "tampered",
        "a bit of the sealed content is inverted",
        in -> put(in, Draft.flipped(sealed, 100)));
    open.bad(
        "flipped-tag",
        "tampered",
        "a bit of the tag is inverted",
        in -> put(in, Draft.flipped(sealed, sealed.size() - 1)));
    open.bad(
        "cut",
        "tampered",
        "the last byte is missing",
        in -> put(in, Draft.cut(sealed, sealed.size() - 1)));
    open.bad(
        "too-short",
        "malformed",
        "there is no room for a tag",
        in -> put(in, Draft.cut(sealed, 60)));
    open.bad("suite-2", "unknown-suite", "the suite is 2", in -> put(in, Draft.ofSuite2(sealed)));
    open.bad(
        "of-another-report",
        "tampered",
        "opened as the manifest of another report",
        in -> put(in, sealed).put("report", ReportId.of(fixed("other", 16)).hex()));
    open.bad(
        "flipped-commitment",
        "wrong-key",
        "a bit of the key commitment is inverted",
        in -> put(in, Draft.flipped(sealed, 1)));
    open.bad(
        "commitment-to-another-key",
        "tampered",
        "the seal commits to the key, the signed manifest to another one",
        in ->
            put(
                in,
                SealedManifest.seal(
                    KEY, Manifests.REPORT, ManifestCodec.sign(Manifests.example(), author))));
    Bytes crafted = TwoKeys.craft(KEY, ReportKey.of(fixed("second key", 32)), Manifests.REPORT);
    open.bad(
        "opens-under-two-keys",
        "wrong-key",
        "made so that AES-GCM opens it under this key too, which is not the one committed to",
        in -> put(in, crafted).put("reportKey", base64(fixed("second key", 32))));
    int most =
        ReportSizes.MANIFEST - 1 - KeyCommitment.BYTES - AesGcm.OVERHEAD - SignedObject.OVERHEAD;
    int title = most - ManifestCodec.payload(titled(0)).size();
    open.ok(
        "of-64-KiB",
        in ->
            put(
                in,
                SealedManifest.seal(
                    KEY, Manifests.REPORT, ManifestCodec.sign(titled(title), author))));
    open.bad(
        "longer-than-64-KiB",
        "malformed",
        "well sealed and signed, a byte too long",
        in -> put(in, seal(ManifestCodec.sign(titled(title + 1), author).encode().toArray())));
    open.bad(
        "with-another-key",
        "wrong-key",
        "opened with the key of another report",
        in -> put(in, sealed).put("reportKey", base64(fixed("other", 32))));
    open.bad(
        "ed25519-signature",
        "tampered",
        "a bit of the Ed25519 signature is inverted; the seal is intact",
        in -> put(in, seal(flip(signed, signatures(signed)))));
    open.bad(
        "ml-dsa-signature",
        "tampered",
        "a bit of the ML-DSA-65 signature is inverted; the seal is intact",
        in -> put(in, seal(flip(signed, signatures(signed) + 64 + 1_000))));
    open.bad(
        "signed-payload",
        "tampered",
        "a letter of the payload is another; the seal is intact",
        in -> put(in, seal(flip(signed, 5 + title(signed)))));
    open.bad(
        "signed-as-a-statement",
        "tampered",
        "both signatures are for the domain of statements",
        in ->
            put(
                in,
                seal(
                    author
                        .sign(SignedObject.Domain.STATEMENT, signed.payload())
                        .encode()
                        .toArray())));
    open.bad(
        "signed-by-another",
        "tampered",
        "the keys are another author's",
        in -> put(in, sealed).set("keys", KeyVectors.keys("institute")));
    open.bad(
        "signed-object-of-suite-2",
        "unknown-suite",
        "the signed object inside is of suite 2",
        in -> put(in, seal(Draft.ofSuite2(signed.encode()).toArray())));
    open.bad(
        "signed-object-too-long",
        "malformed",
        "a byte follows the signed object inside",
        in ->
            put(
                in,
                seal(
                    java.util.Arrays.copyOf(
                        signed.encode().toArray(), signed.encode().size() + 1))));
    open.bad(
        "signed-object-empty", "malformed", "nothing is inside", in -> put(in, seal(new byte[0])));
  }

  private static void parsed() {
    Draft parse = new Draft("manifests", "parse-manifest", "bodies.md section 4");
    byte[] good = ManifestCodec.payload(Manifests.example()).toArray();
    String text = new String(good, StandardCharsets.UTF_8);
    parse.ok("parse", in -> in.put("payload", base64(good)));
    parse.ok(
        "parse-with-spaces",
        in -> in.put("payload", base64(utf8(text.replace(",\"", " ,\n\"") + "\n"))));
    ManifestFaults.all()
        .forEach(
            (fault, spoil) -> {
              ObjectNode json = Manifests.exampleJson();
              spoil.accept(json);
              byte[] bad = StrictJson.mapper().writeValueAsBytes(json);
              parse.bad(
                  "parse-" + name(fault), "malformed", fault, in -> in.put("payload", base64(bad)));
            });
    parse.bad(
        "parse-member-twice",
        "malformed",
        "a member stands twice, with the same value",
        in -> in.put("payload", base64(utf8("{\"v\":1," + text.substring(1)))));
    parse.bad(
        "parse-bytes-after",
        "malformed",
        "a second value follows",
        in -> in.put("payload", base64(utf8(text + "{}"))));
    parse.bad(
        "parse-byte-order-mark",
        "malformed",
        "a byte-order mark stands before",
        in -> in.put("payload", base64(utf8("\ufeff" + text))));
    parse.bad(
        "parse-utf-16",
        "malformed",
        "the text is UTF-16",
        in -> in.put("payload", base64(text.getBytes(StandardCharsets.UTF_16LE))));
    parse.bad(
        "parse-not-utf-8",
        "malformed",
        "a letter is written in Latin-1",
        in ->
            in.put(
                "payload",
                base64(text.replace("Asha", "Ash\u00e4").getBytes(StandardCharsets.ISO_8859_1))));
    parse.bad(
        "parse-suite-2",
        "unknown-suite",
        "the suite is 2",
        in -> in.put("payload", base64(utf8(text.replace("\"suite\":1", "\"suite\":2")))));
    parse.bad(
        "parse-no-object",
        "malformed",
        "the value is an array",
        in -> in.put("payload", base64(utf8("[]"))));
  }

  private static ObjectNode put(ObjectNode in, Bytes sealed) {
    in.put("reportKey", base64(fixed("report key", 32)))
        .put("report", Manifests.REPORT.hex())
        .put("sealed", sealed.base64Url())
        .set("keys", KeyVectors.keys("person"));
    return in;
  }

  private static byte[] flip(SignedObject signed, int offset) {
    return Draft.flipped(signed.encode(), offset).toArray();
  }

  /** Where the first signature stands. */
  private static int signatures(SignedObject signed) {
    return 5 + signed.payload().size() + 1 + Sha256.BYTES;
  }

  /** Where the title stands in the payload. */
  private static int title(SignedObject signed) {
    return new String(signed.payload().toArray(), StandardCharsets.UTF_8).indexOf("Echo");
  }

  private static Bytes seal(byte[] content) {
    return TwoKeys.sealAnything(KEY, Manifests.REPORT, content);
  }

  private static Manifest titled(int length) {
    Manifest example = Manifests.example(KEY);
    ObjectNode document = example.document().toNode();
    document.put("description", "x".repeat(length));
    return new Manifest(
        example.report(),
        example.record(),
        example.section(),
        example.author(),
        example.via(),
        example.time(),
        Document.of(document),
        example.keyCommitment(),
        example.body(),
        example.contents());
  }

  /** Of a case, from what is wrong in it. */
  static String name(String fault) {
    return fault.replace("'", "").replace(' ', '-').replaceAll("[^A-Za-z0-9-]", "");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
