package io.medseal.seal.vectors;

import static io.medseal.seal.vectors.Draft.base64;
import static io.medseal.seal.vectors.Draft.fixed;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.reports.HashList;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.bodies.BodyLayout;
import io.medseal.seal.secrets.ReportKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The cases of {@code bodies/}. */
final class BodyVectors {
  private static final ReportId REPORT = ReportId.of(fixed("report", 16));
  private static final int PART = BodyLayout.PART_PLAINTEXT;
  private static final int SEGMENT = BodyLayout.SEGMENT_CIPHERTEXT;

  private BodyVectors() {}

  static void make() {
    sealing();
    reading();
    refusing();
    hashes();
  }

  /** Bodies that whoever has the key could store in the place of the one that was signed. */
  private static void hashes() {
    Draft read = new Draft("bodies", "read-body", "bodies.md section 2");
    HashList small = list(ruled(StrictJson.mapper().createObjectNode(), 100));
    read.ok("hashes-of-one-segment", in -> hashed(ruled(in, 100).put("size", 100), small, small));
    ObjectNode whole = ruled(StrictJson.mapper().createObjectNode(), 600_000);
    ObjectNode other = whole.deepCopy();
    ((ObjectNode) other.get("sealed").get("plaintext"))
        .put("pattern", base64(fixed("forged", 251)));
    HashList signed = list(whole);
    HashList forged = list(other);
    read.ok(
        "hashes-of-three-segments",
        in -> hashed(ruled(in, 600_000).put("size", 600_000), signed, signed));
    read.bad(
        "sealed-anew",
        "tampered",
        "other content, sealed under the same key, salt and prefix",
        in -> hashed(in.setAll(other).put("size", 600_000), signed, signed));
    read.bad(
        "sealed-anew-with-its-own-hashes",
        "tampered",
        "other content, and the list of its hashes, which is not the one signed",
        in -> hashed(in.setAll(other.deepCopy()).put("size", 600_000), signed, forged));
    Draft lists = new Draft("bodies", "read-hash-list", "bodies.md section 2");
    byte[] bytes = signed.toBytes().toArray();
    lists.ok("list", in -> list(in, signed, bytes));
    lists.bad(
        "list-with-another-header",
        "tampered",
        "a bit of the salt is inverted",
        in -> list(in, signed, flipped(bytes, 1)));
    lists.bad(
        "list-with-another-hash",
        "tampered",
        "a bit of the last hash is inverted",
        in -> list(in, signed, flipped(bytes, bytes.length - 1)));
    lists.bad(
        "list-too-short",
        "tampered",
        "the last hash is missing",
        in -> list(in, signed, Arrays.copyOf(bytes, bytes.length - 32)));
    lists.bad(
        "list-too-long",
        "tampered",
        "a hash of zeros follows",
        in -> list(in, signed, Arrays.copyOf(bytes, bytes.length + 32)));
    lists.bad("list-empty", "tampered", "nothing", in -> list(in, signed, new byte[0]));
    lists.bad(
        "list-of-another-part",
        "tampered",
        "the list of another part of the same size",
        in -> list(in, signed, forged.toBytes().toArray()));
    lists.bad(
        "list-of-another-size",
        "tampered",
        "the size has one segment less than the list, whose hash is the one signed",
        in -> list(in, signed, bytes).put("size", 300_000));
  }

  private static ObjectNode list(ObjectNode in, HashList signed, byte[] list) {
    return in.put("size", 600_000).put("signed", signed.partHash().hex()).put("list", base64(list));
  }

  private static HashList list(ObjectNode rule) {
    return StoredParts.list(
        BodyRule.body(rule.get("sealed"), ReportKey.of(fixed("report key", 32)), REPORT));
  }

  private static byte[] flipped(byte[] bytes, int offset) {
    return Draft.flipped(Bytes.of(bytes), offset).toArray();
  }

  private static void hashed(ObjectNode in, HashList signed, HashList stored) {
    in.putArray("signed").add(signed.partHash().hex());
    in.putArray("lists").add(stored.toBytes().base64Url());
  }

  private static void sealing() {
    Draft seal = new Draft("bodies", "seal-body", "bodies.md section 2");
    for (int size : new int[] {0, 1, 262_088, 262_089, 524_216, 524_217, PART, PART + 1}) {
      seal.ok("seal-" + size, in -> ruled(in, size));
    }
  }

  private static void reading() {
    Draft read = new Draft("bodies", "read-body", "bodies.md section 2");
    for (int size : new int[] {0, 1, 262_089, PART, PART + 1}) {
      read.ok("read-" + size, in -> ruled(in, size).put("size", size));
    }
    read.okFrom(
        "Tink 1.24.0 for Java, AesGcmHkdfStreaming(key, HmacSha256, 32, 262144, 0)",
        "read-what-tink-wrote",
        in ->
            in.put("reportKey", base64(fixed("report key", 32)))
                .put("report", REPORT.hex())
                .put("size", 100)
                .put("body", base64(tink(fixed("plaintext", 100)))));
  }

  private static void refusing() {
    bad("flipped-header-length", "tampered", 300_000, edits -> flip(edits, 0));
    bad("flipped-salt", "tampered", 300_000, edits -> flip(edits, 1));
    bad("flipped-prefix", "tampered", 300_000, edits -> flip(edits, 33));
    bad("flipped-first-byte", "tampered", 300_000, edits -> flip(edits, 40));
    bad("flipped-first-tag", "tampered", 300_000, edits -> flip(edits, SEGMENT - 1));
    bad("flipped-last-segment", "tampered", 300_000, edits -> flip(edits, SEGMENT));
    bad("flipped-last-tag", "tampered", 300_000, edits -> flip(edits, 300_071));
    bad("flipped-second-part", "tampered", PART + 1, edits -> flip(edits, 8_388_608 + 40));
    bad("cut-by-one-byte", "truncated", 300_000, edits -> edits.addObject().put("cut", 300_071));
    bad(
        "cut-after-a-segment",
        "truncated",
        300_000,
        edits -> edits.addObject().put("cut", SEGMENT));
    bad(
        "cut-after-a-part",
        "truncated",
        PART + 1,
        edits -> edits.addObject().put("cut", 8_388_608));
    bad("cut-in-the-header", "truncated", 300_000, edits -> edits.addObject().put("cut", 20));
    bad("cut-to-nothing", "truncated", 300_000, edits -> edits.addObject().put("cut", 0));
    bad("a-byte-more", "tampered", 300_000, edits -> edits.addObject().put("append", "AA"));
    bad(
        "segments-exchanged",
        "tampered",
        1_000_000,
        edits -> move(edits, "swap", SEGMENT, 2 * SEGMENT, SEGMENT));
    bad(
        "a-segment-twice",
        "tampered",
        1_000_000,
        edits -> move(edits, "copy", SEGMENT, 2 * SEGMENT, SEGMENT));
    bad(
        "parts-exchanged",
        "tampered",
        2 * PART,
        edits -> move(edits, "swap", 0, 8_388_608, 8_388_608));
    bad(
        "a-part-twice",
        "tampered",
        2 * PART,
        edits -> move(edits, "copy", 0, 8_388_608, 8_388_608));

    Draft read = new Draft("bodies", "read-body", "bodies.md section 2");
    read.bad(
        "last-segment-in-the-middle",
        "tampered",
        "the size is that of the first segment alone, and the body is cut there",
        in -> {
          ruled(in, 300_000).put("size", 262_088);
          in.putArray("edits").addObject().put("cut", SEGMENT);
        });
    read.bad(
        "of-another-report",
        "tampered",
        "sealed for another report under the same key",
        in -> literal(in, 100).put("report", ReportId.of(fixed("other", 16)).hex()));
    read.bad(
        "with-another-key",
        "tampered",
        "the key of another report",
        in -> literal(in, 100).put("reportKey", base64(fixed("other", 32))));
    read.bad(
        "smaller-size-in-the-manifest",
        "tampered",
        "the size is one less than what was sealed",
        in -> ruled(in, 1_000).put("size", 999));
    read.bad(
        "larger-size-in-the-manifest",
        "truncated",
        "the size is one more than what was sealed",
        in -> ruled(in, 1_000).put("size", 1_001));
  }

  private static void bad(String name, String expect, int size, Consumer<ArrayNode> edits) {
    new Draft("bodies", "read-body", "bodies.md section 2")
        .bad(
            name,
            expect,
            name.replace('-', ' '),
            in -> edits.accept(ruled(in, size).put("size", size).putArray("edits")));
  }

  private static void flip(ArrayNode edits, int offset) {
    edits.addObject().put("flip", offset).put("bit", 0);
  }

  private static void move(ArrayNode edits, String how, int from, int to, int length) {
    ObjectNode edit = edits.addObject();
    edit.putArray(how).add(from).add(to);
    edit.put("length", length);
  }

  private static ObjectNode literal(ObjectNode in, int size) {
    return in.put("reportKey", base64(fixed("report key", 32)))
        .put("report", REPORT.hex())
        .put("size", size)
        .put("body", base64(tink(fixed("plaintext", size))));
  }

  private static ObjectNode ruled(ObjectNode in, int size) {
    in.put("reportKey", base64(fixed("report key", 32))).put("report", REPORT.hex());
    ObjectNode sealed = in.putObject("sealed");
    sealed.putObject("plaintext").put("pattern", base64(fixed("pattern", 251))).put("size", size);
    ArrayNode parts = sealed.putArray("parts");
    for (int i = 0; i < new BodyLayout(size).parts(); i++) {
      parts
          .addObject()
          .put("salt", base64(fixed("salt " + i, 32)))
          .put("prefix", base64(fixed("prefix " + i, 7)));
    }
    return in;
  }

  private static byte[] tink(byte[] plain) {
    byte[] domain = "medseal/v1/part".getBytes(StandardCharsets.UTF_8);
    byte[] associated =
        ByteBuffer.allocate(domain.length + 20).put(domain).put(REPORT.bytes()).putInt(0).array();
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (OutputStream out =
        new AesGcmHkdfStreaming(fixed("report key", 32), "HmacSha256", 32, SEGMENT, 0)
            .newEncryptingStream(stored, associated)) {
      out.write(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return stored.toByteArray();
  }
}
