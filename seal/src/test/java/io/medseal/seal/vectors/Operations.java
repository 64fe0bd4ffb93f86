package io.medseal.seal.vectors;

import io.medseal.ledger.chains.KeyringIds;
import io.medseal.ledger.chains.SafetyNumber;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.reports.HashList;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.bodies.BodyLayout;
import io.medseal.seal.bodies.FixedParts;
import io.medseal.seal.bodies.PackReader;
import io.medseal.seal.bodies.PartOpener;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.envelopes.Envelopes;
import io.medseal.seal.envelopes.Generations;
import io.medseal.seal.files.FileHeader;
import io.medseal.seal.files.OfflinePublicKey;
import io.medseal.seal.files.OfflineSecretKey;
import io.medseal.seal.files.Progress;
import io.medseal.seal.files.SealedFile;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.manifests.Contents;
import io.medseal.seal.manifests.ContentsCodec;
import io.medseal.seal.manifests.KeyCommitment;
import io.medseal.seal.manifests.Manifest;
import io.medseal.seal.manifests.ManifestCodec;
import io.medseal.seal.manifests.SealedContents;
import io.medseal.seal.manifests.SealedManifest;
import io.medseal.seal.notes.Notes;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.secrets.ReportKey;
import io.medseal.seal.secrets.Secret;
import io.medseal.seal.secrets.UnlockKey;
import io.medseal.seal.slots.Passkeys;
import io.medseal.seal.slots.PasswordKeys;
import io.medseal.seal.slots.PasswordRules;
import io.medseal.seal.slots.RecoveryCode;
import io.medseal.seal.slots.SlotKind;
import io.medseal.seal.slots.Slots;
import io.medseal.seal.suite.Digests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every operation of spec/vectors/README.md but those on statements. */
final class Operations {
  private Operations() {}

  static ObjectNode run(Case vector) throws IOException {
    ObjectNode out = StrictJson.mapper().createObjectNode();
    switch (vector.head("operation")) {
      case "derive-keys" -> deriveKeys(vector, out);
      case "keyring-id" -> keyringId(vector, out);
      case "safety-number" ->
          out.put(
              "text",
              SafetyNumber.of(
                  vector.keyring("keyring"), vector.number("generation"), vector.keys()));
      case "parse-secret-key" -> parseSecretKey(vector, out);
      case "parse-public-key" -> {
        OfflinePublicKey key = OfflinePublicKey.parse(vector.text("text"));
        out.put("hpke", key.keys().hpke().base64Url()).put("keyring", key.keyring().hex());
      }
      case "open-envelope" -> openEnvelope(vector, out);
      case "open-generation" -> openGeneration(vector, out);
      case "open-note" -> openNote(vector, out);
      case "password-key" -> passwordKey(vector, out);
      case "check-password" ->
          out.put(
              "accepted",
              PasswordRules.check(
                      vector.text("password").toCharArray(),
                      vector.text("email"),
                      vector.hasInput("name") ? Optional.of(vector.text("name")) : Optional.empty())
                  .isEmpty());
      case "recovery-code" -> {
        try (RecoveryCode code = RecoveryCode.parse(vector.text("typed"))) {
          out.put("code", code.format()).put("unlockKey", text(code.unlockKey()));
        }
      }
      case "passkey-input" -> out.put("prfInput", Passkeys.prfInput().base64Url());
      case "open-slot" -> openSlot(vector, out);
      case "open-decisions" -> DecisionVectors.open(vector, out);
      case "open-index-entry" -> IndexVectors.open(vector, out);
      case "open-report-entry" -> ReportIndexVectors.open(vector, out);
      case "record-tag" -> IndexVectors.tag(vector, out);
      case "open-manifest" -> openManifest(vector, out);
      case "parse-manifest" -> {
        Manifest manifest = ManifestCodec.parse(vector.bytes("payload"));
        out.put("files", manifest.contents().files())
            .put("size", manifest.body().size())
            .put("keyCommitment", manifest.keyCommitment().hex());
      }
      case "open-correction" -> CorrectionVectors.open(vector, out);
      case "open-contents" -> openContents(vector, out);
      case "parse-contents" -> {
        Contents contents = ContentsCodec.parse(vector.bytes("text"));
        out.put("files", contents.files().size())
            .put("size", contents.size())
            .put("parts", contents.parts().size());
      }
      case "key-commitment" ->
          out.put(
              "keyCommitment",
              KeyCommitment.of(ReportKey.of(vector.bytes("reportKey").toArray())).hex());
      case "read-hash-list" -> {
        HashList list =
            FixedParts.list(
                vector.number("size"), new Sha256(vector.text("signed")), vector.bytes("list"));
        out.put("segments", list.segments()).put("header", Bytes.of(list.header()).base64Url());
      }
      case "read-body" -> readBody(vector, out);
      case "seal-body" -> sealBody(vector, out);
      case "unseal-file" -> unsealFile(vector, out);
      default -> throw new IllegalArgumentException("unknown operation");
    }
    return out;
  }

  private static void deriveKeys(Case vector, ObjectNode out) {
    try (KeyringKeys keys =
        KeyringKeys.derive(
            GenerationSecret.of(vector.bytes("generationSecret").toArray()), vector.kind())) {
      out.set("keys", StrictJson.mapper().valueToTree(keys.publicKeys()));
    }
  }

  private static void keyringId(Case vector, ObjectNode out) {
    KeyringId creator = vector.hasInput("creator") ? vector.keyring("creator") : null;
    KeyringId parent = vector.hasInput("parent") ? vector.keyring("parent") : null;
    out.put("keyring", KeyringIds.derive(vector.kind(), creator, parent, vector.keys()).hex());
  }

  private static void parseSecretKey(Case vector, ObjectNode out) {
    String text = vector.text("text");
    try (OfflineSecretKey key = OfflineSecretKey.parse(text)) {
      String line = key.revealSecretText().lines().toList().getLast();
      byte[] secret = Arrays.copyOf(Bytes.fromBase64Url(line).toArray(), Secret.BYTES);
      out.put("generationSecret", Bytes.of(secret).base64Url())
          .put("publicKey", key.publicKey().text())
          .put("keyring", key.publicKey().keyring().hex());
    }
  }

  private static KeyringKeys recipient(Case vector) {
    return KeyringKeys.derive(
        GenerationSecret.of(vector.bytes("generationSecret").toArray()), KeyringKind.LINK);
  }

  private static void openEnvelope(Case vector, ObjectNode out) {
    Binding binding = vector.binding();
    Bytes envelope = vector.bytes("envelope");
    KeyringKeys keys = recipient(vector);
    Secret secret =
        switch (binding.subject()) {
          case Binding.Subject.Keyring _ -> Envelopes.openGeneration(keys, binding, envelope);
          case Binding.Subject.Report _ -> Envelopes.openReportKey(keys, binding, envelope);
          case Binding.Subject.Note _ -> Envelopes.openNoteKey(keys, binding, envelope);
        };
    out.put("secret", text(secret));
  }

  private static void openGeneration(Case vector, ObjectNode out) {
    try (Generations.Opened opened =
        Generations.open(
            recipient(vector),
            vector.binding(),
            vector.bytes("envelope"),
            vector.kind(),
            vector.keys())) {
      out.put("secret", text(opened.secret()));
    }
  }

  private static void openNote(Case vector, ObjectNode out) {
    byte[] text = Notes.open(recipient(vector), vector.binding(), vector.bytes("note"));
    out.put("text", new String(text, StandardCharsets.UTF_8));
  }

  private static void passwordKey(Case vector, ObjectNode out) {
    UnlockKey key =
        PasswordKeys.derive(
            vector.text("password").toCharArray(),
            vector.bytes("salt"),
            vector.number("memoryKib"),
            vector.number("passes"),
            vector.number("lanes"));
    out.put("unlockKey", text(key))
        .put("wrapKey", text(Slots.wrapKey(key)))
        .put("authenticationKey", text(Slots.authenticationKey(key)));
  }

  private static void openSlot(Case vector, ObjectNode out) {
    UnlockKey key = UnlockKey.of(vector.bytes("unlockKey").toArray());
    out.put(
        "secret",
        text(
            Slots.open(
                Slots.wrapKey(key),
                SlotKind.valueOf(vector.text("kind").toUpperCase(Locale.ROOT)),
                vector.keyring("keyring"),
                vector.number("generation"),
                vector.bytes("slot"))));
  }

  private static void openManifest(Case vector, ObjectNode out) {
    SignedObject signed =
        SealedManifest.open(
                ReportKey.of(vector.bytes("reportKey").toArray()),
                vector.report(),
                vector.bytes("sealed"))
            .signed();
    ManifestCodec.verify(signed, vector.keys());
    out.put("payload", signed.payload().base64Url());
  }

  private static void openContents(Case vector, ObjectNode out) {
    Contents contents =
        SealedContents.open(
            ReportKey.of(vector.bytes("reportKey").toArray()),
            ManifestCodec.parse(vector.bytes("manifest")),
            vector.bytes("sealed"));
    out.put("text", ContentsCodec.write(contents).base64Url());
  }

  private static void sealBody(Case vector, ObjectNode out) {
    byte[] body =
        BodyRule.body(
            vector.node("sealed"),
            ReportKey.of(vector.bytes("reportKey").toArray()),
            vector.report());
    out.put("sha256", sha256(body));
    ArrayNode parts = out.putArray("parts");
    for (int at = 0; at < body.length; at += BodyLayout.PART_CIPHERTEXT) {
      int end = Math.min(at + BodyLayout.PART_CIPHERTEXT, body.length);
      parts.add(StoredParts.list(Arrays.copyOfRange(body, at, end)).partHash().hex());
    }
  }

  private static void readBody(Case vector, ObjectNode out) throws IOException {
    ReportKey key = ReportKey.of(vector.bytes("reportKey").toArray());
    byte[] whole =
        vector.hasInput("body")
            ? vector.bytes("body").toArray()
            : BodyRule.body(vector.node("sealed"), key, vector.report());
    byte[] body = vector.hasInput("edits") ? BodyRule.edited(whole, vector.node("edits")) : whole;
    BodyLayout layout = new BodyLayout(vector.node("size").longValue());
    StoredParts parts = new StoredParts(layout, body, vector);
    byte[] pack =
        BothWays.sameAnswer(
            () -> wholeByParts(key, vector, parts), () -> wholeByAccess(key, vector, parts));
    out.put("sha256", sha256(pack));
    ArrayNode reads = out.putArray("reads");
    if (vector.has("output")) {
      for (JsonNode read : vector.output().get("reads")) {
        byte[] into = new byte[read.get("length").intValue()];
        long offset = read.get("offset").longValue();
        reader(key, vector, parts).read(offset, into);
        reads
            .addObject()
            .put("offset", offset)
            .put("length", into.length)
            .put("sha256", sha256(into));
      }
    }
  }

  private static PackReader reader(ReportKey key, Case vector, StoredParts parts) {
    parts.layout().checkStoredSize(parts.body().length);
    return new PackReader(
        key, vector.report(), parts.layout(), parts.signed(), parts::read, parts::list);
  }

  private static byte[] wholeByAccess(ReportKey key, Case vector, StoredParts parts)
      throws IOException {
    PackReader reader = reader(key, vector, parts);
    byte[] pack = new byte[(int) reader.size()];
    for (int at = 0; at < pack.length; at += 100_000) {
      reader.read(at, ByteBuffer.wrap(pack, at, Math.min(100_000, pack.length - at)));
    }
    return pack;
  }

  private static byte[] wholeByParts(ReportKey key, Case vector, StoredParts parts) {
    BodyLayout layout = parts.layout();
    layout.checkStoredSize(parts.body().length);
    ByteBuffer pack = ByteBuffer.allocate((int) layout.size());
    PartOpener opener = new PartOpener(key, vector.report(), layout);
    for (int i = 0; i < layout.parts(); i++) {
      ByteBuffer stored = ByteBuffer.wrap(parts.part(layout.part(i)));
      pack.put(opener.open(i, stored, parts.signed().get(i)));
    }
    return pack.array();
  }

  private static void unsealFile(Case vector, ObjectNode out) throws IOException {
    Path folder = Files.createTempDirectory("medseal-vector");
    Path sealed = folder.resolve("sealed");
    Path plain = folder.resolve("plain");
    byte[] file = vector.bytes("file").toArray();
    String secretKey = vector.text("secretKey");
    try (OfflineSecretKey key = OfflineSecretKey.parse(secretKey)) {
      Files.write(sealed, file);
      FileHeader header = SealedFile.unseal(sealed, plain, key, Progress.NONE);
      out.put("file", HexFormat.of().formatHex(file, 13, 29));
      out.putObject("header")
          .put("name", header.name())
          .put("size", header.size())
          .put("time", StrictJson.text(header.time()));
      out.put("sha256", sha256(Files.readAllBytes(plain)));
    } finally {
      Files.deleteIfExists(sealed);
      Files.deleteIfExists(plain);
      Files.delete(folder);
    }
  }

  private static String text(Secret secret) {
    return Bytes.of(secret.revealSecretBytes()).base64Url();
  }

  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest(bytes));
  }

  private static byte[] digest(byte[] bytes) {
    return Digests.sha256("", bytes);
  }
}
