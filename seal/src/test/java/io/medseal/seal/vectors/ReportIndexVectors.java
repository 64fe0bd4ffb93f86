package io.medseal.seal.vectors;

import static io.medseal.seal.vectors.Draft.base64;
import static io.medseal.seal.vectors.Draft.fixed;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.index.ReportSummary;
import io.medseal.seal.index.SealedIndex;
import io.medseal.seal.manifests.Document;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.suite.AesGcm;
import io.medseal.seal.suite.Hkdf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The cases of {@code index/} that are of reports. */
final class ReportIndexVectors {
  private static final KeyringId PERSON = KeyringId.of(fixed("person", 32));
  private static final KeyringId RECORD = KeyringId.of(fixed("record", 32));
  private static final KeyringId SECTION = KeyringId.of(fixed("section", 32));
  private static final KeyringId AUTHOR = KeyringId.of(fixed("colleague", 32));
  private static final ReportId REPORT = ReportId.of(fixed("report", 16));
  private static final String NAME = "medseal/v1/report-index";
  private static final int GENERATION = 3;

  private static final String CORRECTED =
      ",\"corrected\":{\"keyring\":\""
          + AUTHOR.hex()
          + "\",\"time\":\"2026-11-24T12:00:00.000Z\",\"number\":1,"
          + "\"document\":{\"resourceType\":\"DocumentReference\"}}}";

  private ReportIndexVectors() {}

  static void make() {
    Draft open = new Draft("index", "open-report-entry", "accounts.md section 9");
    Bytes entry = index().seal(REPORT, some());
    open.ok("report", in -> input(in, entry));
    open.ok("report-of-few-words", in -> input(in, sealed(NAME, json())));
    open.ok("report-corrected", in -> input(in, index().seal(REPORT, corrected())));
    content(
        open,
        "corrected-never",
        "its number is 0",
        json().replaceFirst("}$", CORRECTED.replace("\"number\":1", "\"number\":0")));
    content(
        open,
        "corrected-without-document",
        "a member is missing",
        json().replaceFirst("}$", CORRECTED.replaceFirst(",\"document.*}}", "}")));
    content(
        open,
        "corrected-member",
        "a member more",
        json().replaceFirst("}$", CORRECTED.replace("\"number\"", "\"a\":1,\"number\"")));
    open.bad(
        "report-of-another-secret",
        "wrong-key",
        "another generation secret",
        in -> input(in, entry).put("generationSecret", base64(fixed("wrong", 32))));
    open.bad(
        "report-of-another-person",
        "wrong-key",
        "another keyring",
        in -> input(in, entry).put("keyring", AUTHOR.hex()));
    open.bad(
        "report-of-another-report",
        "wrong-key",
        "another report",
        in -> input(in, entry).put("report", ReportId.of(fixed("other", 16)).hex()));
    open.bad(
        "report-of-an-earlier-generation",
        "wrong-key",
        "the person's keyring has been rotated since",
        in -> input(in, entry).put("generation", GENERATION + 1));
    open.bad(
        "report-as-a-record",
        "wrong-key",
        "sealed with the key of records' entries",
        in -> input(in, sealed("medseal/v1/record-index", json())));
    open.bad(
        "report-flipped",
        "wrong-key",
        "a bit is inverted",
        in -> input(in, Draft.flipped(entry, 40)));
    open.bad(
        "report-too-short",
        "malformed",
        "no room for nonce and tag",
        in -> input(in, Draft.cut(entry, 32)));
    open.bad(
        "report-suite-2",
        "unknown-suite",
        "the suite is 2",
        in -> input(in, Draft.ofSuite2(entry)));
    content(
        open,
        "no-manifest",
        "a member is missing",
        json().replaceFirst("\"manifest\":\"[^,]*,", ""));
    content(
        open,
        "other-document",
        "a document of another kind",
        json().replace("DocumentReference", "Observation"));
    content(
        open,
        "media-type-twice",
        "a type twice",
        json().replace("[\"text/plain\"]", "[\"text/plain\",\"text/plain\"]"));
    content(open, "no-media-type", "no type", json().replace("text/plain", "text"));
    content(
        open, "files-negative", "fewer than none", json().replace("\"files\":1", "\"files\":-1"));
    content(open, "size-negative", "fewer than none", json().replace("\"size\":3", "\"size\":-3"));
    content(
        open,
        "long-author",
        "a name of 201 characters",
        json().replace("\"},\"time\"", "\",\"name\":\"" + "x".repeat(201) + "\"},\"time\""));
    content(open, "time-none", "no time", json().replace("2026-11-23T12", "2026-11-23T25"));
    content(
        open, "unknown-report-member", "a member more", json().replace("\"v\"", "\"a\":1,\"v\""));
    content(open, "report-another-version", "v is 2", json().replace("\"v\":1", "\"v\":2"));
  }

  private static void content(Draft open, String name, String fault, String json) {
    open.bad(name, "malformed", fault, in -> input(in, sealed(NAME, json)));
  }

  private static ReportSummary some() {
    ObjectNode document = StrictJson.mapper().createObjectNode();
    document.put("resourceType", "DocumentReference").put("description", "CT thorax");
    return new ReportSummary(
        new Sha256("ab".repeat(32)),
        RECORD,
        SECTION,
        AUTHOR,
        Optional.of("Dr Asha Rao"),
        Instant.parse("2026-11-23T12:00:00Z"),
        Document.of(document),
        120,
        List.of("application/dicom", "application/pdf"),
        527_148,
        Optional.of(Instant.parse("2026-11-22T12:00:00Z")),
        Optional.empty());
  }

  private static ReportSummary corrected() {
    ReportSummary some = some();
    ObjectNode document = some.document().toNode().put("description", "CT abdomen");
    return new ReportSummary(
        some.manifest(),
        some.record(),
        some.section(),
        some.author(),
        some.authorName(),
        some.time(),
        some.document(),
        some.files(),
        some.mediaTypes(),
        some.size(),
        some.unawareSince(),
        Optional.of(
            new ReportSummary.Corrected(
                PERSON, Instant.parse("2026-11-24T12:00:00Z"), 2, Document.of(document))));
  }

  private static String json() {
    return "{\"v\":1,\"suite\":1,\"manifest\":\""
        + "cd".repeat(32)
        + "\",\"record\":\""
        + RECORD.hex()
        + "\",\"section\":\""
        + SECTION.hex()
        + "\",\"author\":{\"keyring\":\""
        + AUTHOR.hex()
        + "\"},\"time\":\"2026-11-23T12:00:00.000Z\","
        + "\"document\":{\"resourceType\":\"DocumentReference\"},"
        + "\"contents\":{\"files\":1,\"mediaTypes\":[\"text/plain\"]},\"body\":{\"size\":3}}";
  }

  /** Any text, sealed as the page says. */
  private static Bytes sealed(String name, String json) {
    byte[] domain = name.getBytes(StandardCharsets.UTF_8);
    byte[] associated =
        ByteBuffer.allocate(domain.length + 52)
            .put(domain)
            .put(PERSON.bytes())
            .putInt(GENERATION)
            .put(REPORT.bytes())
            .array();
    byte[] header = ByteBuffer.allocate(5).put((byte) 1).putInt(GENERATION).array();
    return Bytes.of(
        AesGcm.seal(
            header,
            Hkdf.derive(secret(), name),
            associated,
            json.getBytes(StandardCharsets.UTF_8)));
  }

  static void open(Case vector, ObjectNode out) {
    ReportSummary entry =
        new SealedIndex(
                vector.keyring("keyring"),
                vector.number("generation"),
                GenerationSecret.of(vector.bytes("generationSecret").toArray()))
            .open(new ReportId(vector.text("report")), vector.bytes("entry"));
    out.put("manifest", entry.manifest().hex())
        .put("record", entry.record().hex())
        .put("section", entry.section().hex())
        .put("author", entry.author().hex())
        .put("time", StrictJson.text(entry.time()))
        .put("title", entry.shown().description())
        .put("files", entry.files())
        .put("mediaTypes", entry.mediaTypes().size())
        .put("size", entry.size());
    entry.authorName().ifPresent(name -> out.put("authorName", name));
    entry.unawareSince().ifPresent(since -> out.put("unawareSince", StrictJson.text(since)));
    entry
        .corrected()
        .ifPresent(
            corrected ->
                out.put("correctedBy", corrected.by().hex())
                    .put("correctedAt", StrictJson.text(corrected.time()))
                    .put("corrections", corrected.number())
                    .put("titleBefore", entry.document().description()));
  }

  private static ObjectNode input(ObjectNode in, Bytes entry) {
    return in.put("generationSecret", base64(fixed("generation person", 32)))
        .put("keyring", PERSON.hex())
        .put("generation", GENERATION)
        .put("report", REPORT.hex())
        .put("entry", entry.base64Url());
  }

  private static SealedIndex index() {
    return new SealedIndex(PERSON, GENERATION, secret());
  }

  private static GenerationSecret secret() {
    return GenerationSecret.of(fixed("generation person", 32));
  }
}
