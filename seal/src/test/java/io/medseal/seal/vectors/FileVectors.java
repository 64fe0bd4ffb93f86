package io.medseal.seal.vectors;

import static io.medseal.seal.vectors.Draft.fixed;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.seal.files.CraftedFile;
import io.medseal.seal.files.OfflinePublicKey;
import io.medseal.seal.files.OfflineSecretKey;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The cases of {@code files/}. */
final class FileVectors {
  private static final String HEADER =
      "{\"v\":1,\"suite\":1,\"name\":\"scan.pdf\",\"size\":40,\"time\":\"2026-11-23T12:00:00.000Z\"}";
  private static final int SEALED_HEADER = 30 + 1_201 + 4;

  private FileVectors() {}

  static void make() {
    Draft unseal = new Draft("files", "unseal-file", "bodies.md section 5");
    Bytes file = seal(HEADER, 40);
    int body = file.size() - 40 - 40 - 16;
    unseal.ok("file", in -> put(in, file));
    unseal.ok("empty-file", in -> put(in, seal(HEADER.replace("40", "0"), 0)));
    Bytes two = sealToTwo();
    unseal.ok("second-of-two-recipients", in -> put(in, two));
    unseal.bad(
        "not-a-recipient", "wrong-key", "sealed to another key only", in -> put(in, sealToOther()));
    bad(unseal, "flipped-magic", "malformed", Draft.flipped(file, 0));
    bad(unseal, "flipped-suite", "unknown-suite", Draft.flipped(file, 12));
    bad(unseal, "flipped-file-id", "wrong-key", Draft.flipped(file, 13));
    bad(unseal, "flipped-recipient", "wrong-key", Draft.flipped(file, 30));
    bad(unseal, "flipped-envelope", "wrong-key", Draft.flipped(file, 500));
    bad(unseal, "flipped-envelope-of-another-recipient", "tampered", Draft.flipped(two, 500));
    bad(unseal, "flipped-header-nonce", "tampered", Draft.flipped(file, SEALED_HEADER + 1));
    bad(unseal, "flipped-header", "tampered", Draft.flipped(file, SEALED_HEADER + 20));
    bad(unseal, "suite-of-the-header", "unknown-suite", suite(file, SEALED_HEADER));
    bad(unseal, "suite-of-the-envelope", "unknown-suite", suite(file, 62));
    bad(unseal, "flipped-part-header", "tampered", Draft.flipped(file, body));
    bad(unseal, "flipped-content", "tampered", Draft.flipped(file, body + 40));
    bad(unseal, "flipped-tag", "tampered", Draft.flipped(file, file.size() - 1));
    bad(unseal, "cut-in-the-magic", "malformed", Draft.cut(file, 11));
    bad(unseal, "cut-before-the-recipients", "truncated", Draft.cut(file, 30));
    bad(unseal, "cut-in-the-header", "truncated", Draft.cut(file, SEALED_HEADER + 10));
    bad(unseal, "cut-before-the-body", "truncated", Draft.cut(file, body));
    bad(unseal, "cut-by-one-byte", "truncated", Draft.cut(file, file.size() - 1));
    bad(unseal, "a-byte-more", "tampered", Draft.cut(file, file.size() + 1));
    bad(unseal, "no-recipients", "malformed", set(file, 29, 0));
    bad(unseal, "too-many-recipients", "malformed", set(file, 29, 65));
    bad(unseal, "header-too-long", "malformed", set(file, 1_231, 1));
    header(unseal, "name-with-a-folder", "malformed", HEADER.replace("scan", "a/scan"));
    header(unseal, "name-dot-dot", "malformed", HEADER.replace("scan.pdf", ".."));
    header(unseal, "no-time", "malformed", HEADER.replaceAll(",\"time.*Z\"", ""));
    header(unseal, "unknown-member", "malformed", HEADER.replace("}", ",\"more\":1}"));
    header(unseal, "suite-2-in-json", "unknown-suite", HEADER.replace("suite\":1", "suite\":2"));
    header(unseal, "size-too-large", "truncated", HEADER.replace("40", "41"));
    header(unseal, "size-too-small", "tampered", HEADER.replace("40", "39"));
  }

  private static void bad(Draft draft, String name, String expect, Bytes file) {
    draft.bad(name, expect, name.replace('-', ' '), in -> put(in, file));
  }

  private static void header(Draft draft, String name, String expect, String json) {
    draft.bad(
        name,
        expect,
        "the header's JSON, well sealed: " + name.replace('-', ' '),
        in -> put(in, seal(json, 40)));
  }

  private static void put(ObjectNode in, Bytes file) {
    in.put("secretKey", KeyVectors.secretKeyText()).put("file", file.base64Url());
  }

  private static Bytes seal(String json, int size) {
    return CraftedFile.seal(
        List.of(OfflinePublicKey.parse(KeyVectors.publicKeyText())),
        ReportId.of(fixed("file", 16)),
        json,
        fixed("content", size));
  }

  private static Bytes sealToOther() {
    try (OfflineSecretKey other = OfflineSecretKey.random()) {
      return CraftedFile.seal(
          List.of(other.publicKey()), ReportId.of(fixed("file", 16)), HEADER, fixed("content", 40));
    }
  }

  private static Bytes sealToTwo() {
    try (OfflineSecretKey other = OfflineSecretKey.random()) {
      return CraftedFile.seal(
          List.of(other.publicKey(), OfflinePublicKey.parse(KeyVectors.publicKeyText())),
          ReportId.of(fixed("file", 16)),
          HEADER,
          fixed("content", 40));
    }
  }

  private static Bytes suite(Bytes file, int offset) {
    return set(file, offset, 2);
  }

  private static Bytes set(Bytes file, int offset, int value) {
    byte[] changed = file.toArray();
    changed[offset] = (byte) value;
    return Bytes.of(changed);
  }
}
