package io.medseal.seal.vectors;

import static io.medseal.seal.vectors.Draft.base64;
import static io.medseal.seal.vectors.Draft.fixed;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.envelopes.Envelopes;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.notes.Notes;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.secrets.NoteKey;
import io.medseal.seal.secrets.ReportKey;
import io.medseal.seal.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** The cases of {@code envelopes/} and {@code notes/}. */
final class EnvelopeVectors {
  private static final KeyringId SUBJECT = KeyringId.of(fixed("subject", 32));
  private static final KeyringId TO = KeyringId.of(fixed("recipient", 32));
  private static final ReportId REPORT = ReportId.of(fixed("report", 16));
  private static final KeyringKeys RECIPIENT =
      KeyVectors.derive("recipient secret", KeyringKind.RECORD);

  private EnvelopeVectors() {}

  static void make() {
    reports();
    generations();
    notes();
  }

  private static void reports() {
    Draft open = new Draft("envelopes", "open-envelope", "keyrings.md section 4");
    Binding binding = Binding.report(REPORT, TO, 2);
    Bytes envelope = seal(binding, ReportKey.of(fixed("report key", 32)));
    Binding noteBinding = Binding.note(SUBJECT, TO, 2);
    open.ok("report-key", in -> put(in, binding, envelope));
    open.ok(
        "note-key",
        in -> put(in, noteBinding, seal(noteBinding, NoteKey.of(fixed("note key", 32)))));
    open.bad(
        "wrong-recipient",
        "wrong-key",
        "the recipient's secret is another's",
        in ->
            put(in, binding, envelope).put("generationSecret", base64(fixed("somebody else", 32))));
    open.bad(
        "moved-to-another-report",
        "wrong-key",
        "the binding names another report",
        in -> put(in, Binding.report(ReportId.of(fixed("other", 16)), TO, 2), envelope));
    open.bad(
        "moved-to-another-recipient",
        "wrong-key",
        "the binding names another recipient",
        in -> put(in, Binding.report(REPORT, SUBJECT, 2), envelope));
    open.bad(
        "moved-to-another-generation",
        "wrong-key",
        "the binding names another generation of the recipient",
        in -> put(in, Binding.report(REPORT, TO, 1), envelope));
    open.bad(
        "flipped-ml-kem-ciphertext",
        "wrong-key",
        "a bit of the encapsulation's ML-KEM part is inverted",
        in -> put(in, binding, Draft.flipped(envelope, 1)));
    open.bad(
        "flipped-x25519-key",
        "wrong-key",
        "a bit of the encapsulation's X25519 part is inverted",
        in -> put(in, binding, Draft.flipped(envelope, 1_100)));
    open.bad(
        "flipped-secret",
        "wrong-key",
        "a bit of the sealed secret is inverted",
        in -> put(in, binding, Draft.flipped(envelope, 1_121)));
    open.bad(
        "flipped-tag",
        "wrong-key",
        "a bit of the tag is inverted",
        in -> put(in, binding, Draft.flipped(envelope, 1_168)));
    open.bad(
        "suite-2",
        "unknown-suite",
        "the suite is 2",
        in -> put(in, binding, Draft.ofSuite2(envelope)));
    open.bad(
        "too-short",
        "malformed",
        "the last byte is missing",
        in -> put(in, binding, Draft.cut(envelope, 1_168)));
    open.bad(
        "too-long",
        "malformed",
        "a byte follows",
        in -> put(in, binding, Draft.cut(envelope, 1_170)));
    open.bad(
        "empty", "malformed", "no byte at all", in -> put(in, binding, Draft.cut(envelope, 0)));
  }

  private static void generations() {
    Draft open = new Draft("envelopes", "open-generation", "keyrings.md section 4");
    Binding binding = Binding.keyring(SUBJECT, 7, TO, 2);
    Bytes envelope = seal(binding, GenerationSecret.of(fixed("generation record", 32)));
    Consumer<ObjectNode> announced =
        in -> in.put("kind", "record").set("keys", KeyVectors.keys("record"));
    open.ok("generation-secret", in -> announced.accept(put(in, binding, envelope)));
    open.bad(
        "other-keys-announced",
        "tampered",
        "the announced key is that of another secret",
        in ->
            put(in, binding, envelope)
                .put("kind", "record")
                .set("keys", KeyVectors.keys("section")));
    open.bad(
        "moved-to-another-generation-of-the-subject",
        "wrong-key",
        "the binding names another generation of the subject",
        in -> announced.accept(put(in, Binding.keyring(SUBJECT, 8, TO, 2), envelope)));
    open.bad(
        "moved-to-another-subject",
        "wrong-key",
        "the binding names another subject",
        in -> announced.accept(put(in, Binding.keyring(TO, 7, TO, 2), envelope)));
  }

  private static void notes() {
    Draft open = new Draft("notes", "open-note", "keyrings.md section 5");
    Binding binding = Binding.note(SUBJECT, TO, 2);
    byte[] text =
        "{\"patient\":{\"name\":\"Invented Person\",\"birthDate\":\"1970-01-01\"}}"
            .getBytes(StandardCharsets.UTF_8);
    Bytes note = Notes.seal(RECIPIENT.publicKeys(), binding, text);
    open.ok("note", in -> putNote(in, binding, note));
    open.ok(
        "empty-note",
        in -> putNote(in, binding, Notes.seal(RECIPIENT.publicKeys(), binding, new byte[0])));
    open.bad(
        "wrong-recipient",
        "wrong-key",
        "the recipient's secret is another's",
        in -> putNote(in, binding, note).put("generationSecret", base64(fixed("else", 32))));
    open.bad(
        "moved-to-another-chain",
        "wrong-key",
        "the binding names another keyring's chain",
        in -> putNote(in, Binding.note(TO, TO, 2), note));
    open.bad(
        "flipped-envelope",
        "wrong-key",
        "a bit of the envelope is inverted",
        in -> putNote(in, binding, Draft.flipped(note, 500)));
    open.bad(
        "flipped-nonce",
        "tampered",
        "a bit of the nonce is inverted",
        in -> putNote(in, binding, Draft.flipped(note, 1_169)));
    open.bad(
        "flipped-text",
        "tampered",
        "a bit of the sealed text is inverted",
        in -> putNote(in, binding, Draft.flipped(note, 1_185)));
    open.bad(
        "cut-text",
        "tampered",
        "the last byte is missing",
        in -> putNote(in, binding, Draft.cut(note, note.size() - 1)));
    open.bad(
        "too-short",
        "malformed",
        "there is no room for a tag",
        in -> putNote(in, binding, Draft.cut(note, 1_169 + 27)));
    open.bad(
        "suite-2",
        "unknown-suite",
        "the suite is 2",
        in -> putNote(in, binding, Draft.ofSuite2(note)));
  }

  private static Bytes seal(Binding binding, Secret secret) {
    return Envelopes.seal(RECIPIENT.publicKeys(), binding, secret);
  }

  private static ObjectNode put(ObjectNode in, Binding binding, Bytes envelope) {
    return put(in, binding).put("envelope", envelope.base64Url());
  }

  private static ObjectNode putNote(ObjectNode in, Binding binding, Bytes note) {
    return put(in, binding).put("note", note.base64Url());
  }

  private static ObjectNode put(ObjectNode in, Binding binding) {
    in.put("generationSecret", base64(fixed("recipient secret", 32)));
    in.set("binding", json(binding));
    return in;
  }

  private static ObjectNode json(Binding binding) {
    ObjectNode node = StrictJson.mapper().createObjectNode();
    switch (binding.subject()) {
      case Binding.Subject.Keyring(KeyringId id, int generation) ->
          node.put("subject", "keyring").put("keyring", id.hex()).put("generation", generation);
      case Binding.Subject.Report(ReportId id) ->
          node.put("subject", "report").put("report", id.hex());
      case Binding.Subject.Note(KeyringId chain) ->
          node.put("subject", "note").put("keyring", chain.hex());
    }
    return node.put("to", binding.to().hex()).put("toGeneration", binding.toGeneration());
  }
}
