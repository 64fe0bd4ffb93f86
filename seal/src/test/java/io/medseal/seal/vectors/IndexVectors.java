package io.medseal.seal.vectors;

import static io.medseal.seal.vectors.Draft.base64;
import static io.medseal.seal.vectors.Draft.fixed;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.seal.index.IndexEntry;
import io.medseal.seal.index.IndexPart;
import io.medseal.seal.index.SealedIndex;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.suite.AesGcm;
import io.medseal.seal.suite.Hkdf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The cases of {@code index/}. */
final class IndexVectors {
  private static final KeyringId PERSON = KeyringId.of(fixed("person", 32));
  private static final KeyringId RECORD = KeyringId.of(fixed("record", 32));
  private static final KeyringId SECTION = KeyringId.of(fixed("section", 32));
  private static final KeyringId COLLEAGUE = KeyringId.of(fixed("colleague", 32));
  private static final KeyringId DEPARTMENT = KeyringId.of(fixed("department", 32));
  private static final int GENERATION = 3;

  private IndexVectors() {}

  static void make() {
    Draft open = new Draft("index", "open-index-entry", "accounts.md section 8");
    Bytes entry = index().seal(RECORD, some());
    open.ok("entry", in -> input(in, entry));
    Bytes unread = index().seal(RECORD, IndexEntry.unread());
    open.ok("unread", in -> input(in, unread));
    Bytes single = index().seal(RECORD, single());
    open.ok("share", in -> input(in, single));
    open.bad(
        "of-another-secret",
        "wrong-key",
        "another generation secret",
        in -> input(in, entry).put("generationSecret", base64(fixed("wrong", 32))));
    open.bad(
        "of-another-person",
        "wrong-key",
        "another keyring",
        in -> input(in, entry).put("keyring", KeyringId.of(fixed("other", 32)).hex()));
    open.bad(
        "of-another-record",
        "wrong-key",
        "another record",
        in -> input(in, entry).put("record", SECTION.hex()));
    open.bad(
        "of-an-earlier-generation",
        "wrong-key",
        "the person's keyring has been rotated since",
        in -> input(in, entry).put("generation", GENERATION + 1));
    open.bad(
        "moved-to-another-generation",
        "wrong-key",
        "the generation in front is another one",
        in -> input(in, Draft.flipped(entry, 4)).put("generation", GENERATION ^ 1));
    open.bad(
        "flipped", "wrong-key", "a bit is inverted", in -> input(in, Draft.flipped(entry, 40)));
    open.bad(
        "cut",
        "wrong-key",
        "the last byte is missing",
        in -> input(in, Draft.cut(entry, entry.size() - 1)));
    open.bad(
        "too-short",
        "malformed",
        "no room for nonce and tag",
        in -> input(in, Draft.cut(entry, 32)));
    open.bad("suite-2", "unknown-suite", "the suite is 2", in -> input(in, Draft.ofSuite2(entry)));
    contents(open);
    tags();
  }

  private static IndexEntry some() {
    return new IndexEntry(
        true,
        List.of(PERSON, DEPARTMENT),
        false,
        Optional.of(COLLEAGUE),
        Optional.of(Instant.parse("2026-11-23T12:00:00Z")),
        Optional.of(COLLEAGUE),
        List.of(
            new IndexPart(
                RECORD,
                KeyringKind.RECORD,
                4,
                new StatementHash("ab".repeat(32)),
                false,
                true,
                Set.of(Capability.OPEN, Capability.ADD),
                Optional.of(Role.COLLABORATOR),
                false,
                Optional.of(COLLEAGUE),
                Optional.of("colleague@example.org"),
                List.of(DEPARTMENT),
                Optional.of(Instant.parse("2027-01-01T00:00:00Z")),
                Optional.empty(),
                Optional.empty(),
                Optional.of(
                    "{\"patient\":{\"name\":\"Ada Example\",\"birthDate\":\"1950-02-03\"}}")),
            new IndexPart(
                SECTION,
                KeyringKind.SECTION,
                0,
                new StatementHash("cd".repeat(32)),
                true,
                false,
                Set.of(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
  }

  private static IndexEntry single() {
    return new IndexEntry(
        true,
        List.of(PERSON),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.of(COLLEAGUE),
        List.of(
            new IndexPart(
                KeyringId.of(fixed("share", 32)),
                KeyringKind.SHARE,
                1,
                new StatementHash("ef".repeat(32)),
                false,
                true,
                Set.of(Capability.OPEN),
                Optional.of(Role.READER),
                false,
                Optional.of(COLLEAGUE),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.of(SECTION),
                Optional.of(ReportId.of(fixed("report", 16))),
                Optional.empty())));
  }

  private static void contents(Draft open) {
    String part =
        "{\"keyring\":\""
            + RECORD.hex()
            + "\",\"kind\":\"record\",\"seq\":1,\"head\":\""
            + "ab".repeat(32)
            + "\",\"closed\":false,\"takesPart\":true,\"capabilities\":[\"open\"],"
            + "\"soleOwner\":false,\"through\":[]}";
    content(open, "keyring-twice", "a keyring twice", text(part + "," + part));
    content(
        open,
        "capability-twice",
        "a capability twice",
        text(part.replace("[\"open\"]", "[\"open\",\"open\"]")));
    content(
        open, "no-capability", "there is no such", text(part.replace("[\"open\"]", "[\"read\"]")));
    content(
        open,
        "kind-department",
        "no part of a record",
        text(part.replace("\"kind\":\"record\"", "\"kind\":\"department\"")));
    content(
        open,
        "no-role",
        "a role that is none",
        text(part.replace("\"seq\"", "\"role\":\"x\",\"seq\"")));
    content(
        open,
        "seq-negative",
        "statements count from 0",
        text(part.replace("\"seq\":1", "\"seq\":-1")));
    content(
        open, "seq-fraction", "not written whole", text(part.replace("\"seq\":1", "\"seq\":1.0")));
    content(
        open, "no-head", "a member is missing", text(part.replaceFirst("\"head\":\"[^,]*,", "")));
    content(
        open,
        "record-of-a-report",
        "a record is no share",
        text(part.replace("\"seq\"", "\"report\":\"" + "ab".repeat(16) + "\",\"seq\"")));
    content(
        open,
        "share-of-nothing",
        "a share that takes part is of a report",
        text(part.replace("\"kind\":\"record\"", "\"kind\":\"share\"")));
    content(
        open, "unknown-member", "a member more", text(part).replace("\"v\"", "\"note\":1,\"v\""));
    content(open, "read-number", "1 is not true", text("").replace("\"read\":true", "\"read\":1"));
    content(open, "another-version", "v is 2", text("").replace("\"v\":1", "\"v\":2"));
    content(open, "no-json", "a text that is no JSON", "read");
    open.bad(
        "suite-2-in-json",
        "unknown-suite",
        "the suite is 2",
        in -> input(in, sealed(text("").replace("\"suite\":1", "\"suite\":2"))));
  }

  private static void content(Draft open, String name, String fault, String json) {
    open.bad(name, "malformed", fault, in -> input(in, sealed(json)));
  }

  private static String text(String parts) {
    return "{\"v\":1,\"suite\":1,\"read\":true,\"through\":[],\"closed\":false,\"parts\":["
        + parts
        + "]}";
  }

  /** Any text, sealed as the page says. */
  private static Bytes sealed(String json) {
    byte[] name = "medseal/v1/record-index".getBytes(StandardCharsets.UTF_8);
    byte[] associated =
        ByteBuffer.allocate(name.length + 68)
            .put(name)
            .put(PERSON.bytes())
            .putInt(GENERATION)
            .put(RECORD.bytes())
            .array();
    byte[] header = ByteBuffer.allocate(5).put((byte) 1).putInt(GENERATION).array();
    return Bytes.of(
        AesGcm.seal(
            header,
            Hkdf.derive(secret(), "medseal/v1/record-index"),
            associated,
            json.getBytes(StandardCharsets.UTF_8)));
  }

  private static void tags() {
    Draft tag = new Draft("index", "record-tag", "accounts.md section 8");
    tag(tag, "tag", "Ada Example");
    tag(tag, "tag-in-another-case", "  ADA example ");
    tag(tag, "tag-without-a-name", "");
    tag(tag, "tag-composed", "Zo\u00eb M\u00fcller");
    tag(tag, "tag-decomposed", "Zoe\u0308 Mu\u0308ller");
    tag(tag, "tag-sharp-s", "Anna Stra\u00dfe");
    tag(tag, "tag-sigma", "\u039f\u03b4\u03c5\u03c3\u03c3\u03ad\u03b1\u03c2");
    tag(
        tag,
        "tag-sigma-before-a-hyphen",
        "\u03a7\u03c1\u03ae\u03c3\u03c4\u03bf\u03c2-\u039c\u03ac\u03c1\u03b9\u03bf\u03c2");
    tag(tag, "tag-dotted-capital-i", "\u0130nci");
    tag(tag, "tag-white-space", "\u00a0\ufeff\u2003Ada Example\u202f\u0085");
    tag(tag, "tag-devanagari", "\u0930\u0935\u093f");
    tag(tag, "tag-beyond-the-plane", "\ud83d\ude00 \ud801\udc28");
  }

  private static void tag(Draft draft, String name, String of) {
    draft.ok(
        name,
        in -> in.put("generationSecret", base64(fixed("generation person", 32))).put("name", of));
  }

  static void open(Case vector, ObjectNode out) {
    IndexEntry entry =
        new SealedIndex(vector.keyring("keyring"), vector.number("generation"), secret(vector))
            .open(vector.keyring("record"), vector.bytes("entry"));
    out.put("read", entry.read());
    out.put("through", entry.through().size());
    out.put("parts", entry.parts().size());
    entry.sharedBy().ifPresent(by -> out.put("sharedBy", by.hex()));
    entry.parts().stream()
        .findFirst()
        .ifPresent(
            part -> {
              out.put("keyring", part.keyring().hex());
              out.put("kind", part.kind().text());
              out.put("seq", part.seq());
              out.put("takesPart", part.takesPart());
              out.put("capabilities", part.capabilities().size());
              part.addedByEmail().ifPresent(email -> out.put("addedByEmail", email));
              part.section().ifPresent(section -> out.put("section", section.hex()));
              part.report().ifPresent(report -> out.put("report", report.hex()));
              part.note().ifPresent(note -> out.put("note", note));
            });
  }

  static void tag(Case vector, ObjectNode out) {
    out.put(
        "tag", new SealedIndex(PERSON, GENERATION, secret(vector)).tag(vector.text("name")).hex());
  }

  private static GenerationSecret secret(Case vector) {
    return GenerationSecret.of(vector.bytes("generationSecret").toArray());
  }

  private static ObjectNode input(ObjectNode in, Bytes entry) {
    return in.put("generationSecret", base64(fixed("generation person", 32)))
        .put("keyring", PERSON.hex())
        .put("generation", GENERATION)
        .put("record", RECORD.hex())
        .put("entry", entry.base64Url());
  }

  private static SealedIndex index() {
    return new SealedIndex(PERSON, GENERATION, secret());
  }

  private static GenerationSecret secret() {
    return GenerationSecret.of(fixed("generation person", 32));
  }
}
