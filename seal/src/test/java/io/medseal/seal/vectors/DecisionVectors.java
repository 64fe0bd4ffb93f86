package io.medseal.seal.vectors;

import static io.medseal.seal.vectors.Draft.base64;
import static io.medseal.seal.vectors.Draft.fixed;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.seal.decisions.Decisions;
import io.medseal.seal.decisions.KeyringDecision;
import io.medseal.seal.decisions.SealedDecisions;
import io.medseal.seal.decisions.SignerDecision;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.suite.AesGcm;
import io.medseal.seal.suite.Hkdf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The cases of {@code decisions/}. */
final class DecisionVectors {
  private static final KeyringId PERSON = KeyringId.of(fixed("person", 32));
  private static final int GENERATION = 3;
  private static final long VERSION = 7;
  private static final String ONE =
      "{\"keyring\":\"" + KeyringId.of(fixed("record", 32)).hex() + "\",\"decision\":\"%s\"}";

  private DecisionVectors() {}

  static void make() {
    Draft open = new Draft("decisions", "open-decisions", "accounts.md section 5");
    Decisions some =
        Decisions.NONE
            .with(KeyringId.of(fixed("record", 32)), KeyringDecision.ACCEPTED)
            .with(KeyringId.of(fixed("department", 32)), KeyringDecision.DECLINED)
            .withSigner(KeyringId.of(fixed("colleague", 32)), SignerDecision.ACCEPTED)
            .withSigner(KeyringId.of(fixed("stranger", 32)), SignerDecision.BLOCKED);
    Bytes document = new SealedDecisions(VERSION, some).seal(PERSON, GENERATION, secret());
    open.ok("decisions", in -> input(in, document));
    open.ok(
        "nothing-decided",
        in -> input(in, new SealedDecisions(1, Decisions.NONE).seal(PERSON, GENERATION, secret())));
    open.bad(
        "of-another-secret",
        "wrong-key",
        "another generation secret",
        in -> input(in, document).put("generationSecret", base64(fixed("wrong", 32))));
    open.bad(
        "of-another-person",
        "wrong-key",
        "another keyring",
        in -> input(in, document).put("keyring", KeyringId.of(fixed("other", 32)).hex()));
    open.bad(
        "of-an-earlier-generation",
        "wrong-key",
        "the person's keyring has been rotated since",
        in -> input(in, document).put("generation", GENERATION + 1));
    open.bad(
        "moved-to-another-generation",
        "wrong-key",
        "the generation in front is another one",
        in -> input(in, Draft.flipped(document, 4)).put("generation", GENERATION ^ 1));
    open.bad(
        "of-a-later-version",
        "wrong-key",
        "the version in front was raised",
        in -> input(in, Draft.flipped(document, 11)));
    open.bad(
        "flipped", "wrong-key", "a bit is inverted", in -> input(in, Draft.flipped(document, 40)));
    open.bad(
        "cut",
        "wrong-key",
        "the last byte is missing",
        in -> input(in, Draft.cut(document, document.size() - 1)));
    open.bad(
        "too-short",
        "malformed",
        "no room for nonce and tag",
        in -> input(in, Draft.cut(document, 40)));
    open.bad(
        "suite-2", "unknown-suite", "the suite is 2", in -> input(in, Draft.ofSuite2(document)));
    contents(open);
  }

  private static void contents(Draft open) {
    String accepted = ONE.formatted("accepted");
    content(open, "version-0", "the version is 0", 0, text(accepted, ""));
    content(open, "version-too-large", "the version is 2^53", 1L << 53, text(accepted, ""));
    content(open, "keyring-twice", "a keyring twice", VERSION, text(accepted + "," + accepted, ""));
    content(
        open,
        "keyring-twice-otherwise",
        "two decisions about one keyring",
        VERSION,
        text(accepted + "," + ONE.formatted("declined"), ""));
    content(
        open, "keyring-blocked", "only signers are", VERSION, text(ONE.formatted("blocked"), ""));
    content(
        open, "signer-declined", "only keyrings are", VERSION, text("", ONE.formatted("declined")));
    content(
        open,
        "no-keyring-id",
        "an id of 63 digits",
        VERSION,
        text(accepted.replaceFirst("[0-9a-f]\",", "\","), ""));
    content(
        open,
        "unknown-member",
        "a member more",
        VERSION,
        text("", "").replace("\"v\"", "\"note\":1,\"v\""));
    content(
        open,
        "no-signers",
        "a member is missing",
        VERSION,
        text("", "").replace(",\"signers\":[]", ""));
    content(open, "another-version", "v is 2", VERSION, text("", "").replace("\"v\":1", "\"v\":2"));
    content(open, "no-json", "a text that is no JSON", VERSION, "decided");
    Bytes suite = sealed(VERSION, text("", "").replace("\"suite\":1", "\"suite\":2"));
    open.bad("suite-2-in-json", "unknown-suite", "the suite is 2", in -> input(in, suite));
  }

  private static void content(Draft open, String name, String fault, long version, String json) {
    open.bad(name, "malformed", fault, in -> input(in, sealed(version, json)));
  }

  private static String text(String keyrings, String signers) {
    return "{\"v\":1,\"suite\":1,\"keyrings\":[" + keyrings + "],\"signers\":[" + signers + "]}";
  }

  /** Any text, sealed as the page says. */
  private static Bytes sealed(long version, String json) {
    byte[] name = "medseal/v1/decisions".getBytes(StandardCharsets.UTF_8);
    byte[] associated =
        ByteBuffer.allocate(name.length + 44)
            .put(name)
            .put(PERSON.bytes())
            .putInt(GENERATION)
            .putLong(version)
            .array();
    byte[] header =
        ByteBuffer.allocate(13).put((byte) 1).putInt(GENERATION).putLong(version).array();
    return Bytes.of(
        AesGcm.seal(
            header,
            Hkdf.derive(secret(), "medseal/v1/decisions"),
            associated,
            json.getBytes(StandardCharsets.UTF_8)));
  }

  static void open(Case vector, ObjectNode out) {
    SealedDecisions opened =
        SealedDecisions.open(
            vector.keyring("keyring"),
            vector.number("generation"),
            GenerationSecret.of(vector.bytes("generationSecret").toArray()),
            vector.bytes("document"));
    out.put("version", opened.version());
    ArrayNode keyrings = out.putArray("keyrings");
    opened
        .decisions()
        .keyrings()
        .forEach((keyring, decision) -> add(keyrings, keyring, decision.text()));
    ArrayNode signers = out.putArray("signers");
    opened
        .decisions()
        .signers()
        .forEach((keyring, decision) -> add(signers, keyring, decision.text()));
  }

  private static void add(ArrayNode array, KeyringId keyring, String decision) {
    array.addObject().put("keyring", keyring.hex()).put("decision", decision);
  }

  private static ObjectNode input(ObjectNode in, Bytes document) {
    return in.put("generationSecret", base64(fixed("generation person", 32)))
        .put("keyring", PERSON.hex())
        .put("generation", GENERATION)
        .put("document", document.base64Url());
  }

  private static GenerationSecret secret() {
    return GenerationSecret.of(fixed("generation person", 32));
  }
}
