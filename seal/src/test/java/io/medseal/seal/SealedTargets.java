package io.medseal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.envelopes.Envelopes;
import io.medseal.seal.envelopes.Generations;
import io.medseal.seal.files.CraftedFile;
import io.medseal.seal.files.OfflineSecretKey;
import io.medseal.seal.files.Progress;
import io.medseal.seal.files.SealedFile;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.notes.Notes;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.secrets.ReportKey;
import io.medseal.seal.secrets.UnlockKey;
import io.medseal.seal.secrets.WrapKey;
import io.medseal.seal.slots.SlotKind;
import io.medseal.seal.slots.Slots;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Small sealed objects: nothing opens but what was sealed, under what it was sealed for. */
final class SealedTargets {
  private static final ReportId REPORT = new ReportId("4e".repeat(16));
  private static final ReportId ANOTHER = new ReportId("4f".repeat(16));
  private static final KeyringId SECTION = new KeyringId("5e".repeat(32));
  private static final KeyringId PERSON = new KeyringId("9e".repeat(32));

  private final Path folder;
  private final GenerationSecret secret = GenerationSecret.random();
  private final GenerationSecret anotherSecret = GenerationSecret.random();
  private final KeyringKeys section = KeyringKeys.derive(secret, KeyringKind.SECTION);

  private final Binding binding = Binding.report(REPORT, SECTION, 2);
  private final ReportKey reportKey = ReportKey.random();
  private final byte[] envelope = envelope(binding);
  private final byte[] anotherEnvelope = envelope(Binding.report(ANOTHER, SECTION, 2));

  private final byte[] text = "{\"name\":\"an invented patient\"}".getBytes(StandardCharsets.UTF_8);
  private final Binding noteBinding = Binding.note(PERSON, SECTION, 2);
  private final byte[] note = note(noteBinding);
  private final byte[] anotherNote = note(Binding.note(SECTION, SECTION, 2));

  private final WrapKey wrapKey = Slots.wrapKey(UnlockKey.of(new byte[32]));
  private final byte[] slot = slot(3, secret);
  private final byte[] anotherSlot = slot(2, anotherSecret);

  private final OfflineSecretKey holder = OfflineSecretKey.random();
  private final OfflineSecretKey stranger = OfflineSecretKey.random();
  private final OfflineSecretKey fellow = OfflineSecretKey.random();
  private final byte[] content = Mutations.content(3_000, 5);
  private final byte[] file = file(holder, REPORT, content);
  private final byte[] anotherFile = file(stranger, ANOTHER, new byte[3_000]);

  /** In a folder of its own. */
  SealedTargets(Path folder) {
    this.folder = folder;
  }

  List<Target> all() {
    return List.of(
        new Target("an envelope", Set.of("malformed", "unknown-suite", "wrong-key"), this::open),
        new Target("a binding", Set.of("malformed", "wrong-key"), this::bind),
        new Target("a generation's envelope", Set.of("tampered", "wrong-key"), this::generation),
        new Target(
            "a note", Set.of("malformed", "unknown-suite", "wrong-key", "tampered"), this::note),
        new Target("a slot", Set.of("malformed", "unknown-suite", "wrong-key"), this::slot),
        new Target(
            "a sealed file",
            Set.of("malformed", "unknown-suite", "wrong-key", "truncated", "tampered"),
            this::file));
  }

  private boolean open(Mutations mutations) {
    Bytes changed = Bytes.of(mutations.changed(envelope, anotherEnvelope));
    try (ReportKey opened = Envelopes.openReportKey(section, binding, changed)) {
      assertThat(opened).isEqualTo(reportKey);
      assertThat(changed).isEqualTo(Bytes.of(envelope));
      return true;
    }
  }

  private boolean bind(Mutations mutations) {
    Binding changed =
        Binding.report(
            mutations.one(List.of(REPORT, REPORT, ANOTHER)),
            mutations.one(List.of(SECTION, SECTION, PERSON)),
            mutations.once(2) ? 2 : mutations.edge());
    try (ReportKey opened = Envelopes.openReportKey(section, changed, Bytes.of(envelope))) {
      assertThat(opened).isEqualTo(reportKey);
      assertThat(changed).isEqualTo(binding);
      return true;
    }
  }

  /** Anybody can seal any secret to a public key: it must be the one that was announced. */
  private boolean generation(Mutations mutations) {
    GenerationSecret sent = mutations.once(2) ? secret : anotherSecret;
    Binding own = Binding.keyring(SECTION, 2, SECTION, 3);
    Binding sealedFor = mutations.once(4) ? Binding.keyring(SECTION, 1, SECTION, 3) : own;
    Bytes sealed = Envelopes.seal(section.publicKeys(), sealedFor, sent);
    try (Generations.Opened opened =
        Generations.previous(
            section, SECTION, 3, 2, sealed, KeyringKind.SECTION, section.publicKeys())) {
      assertThat(opened.secret()).isEqualTo(secret);
      assertThat(sealedFor).isEqualTo(own);
      return true;
    }
  }

  private boolean note(Mutations mutations) {
    byte[] changed = mutations.changed(note, anotherNote);
    assertThat(Notes.open(section, noteBinding, Bytes.of(changed))).isEqualTo(text);
    assertThat(changed).isEqualTo(note);
    return true;
  }

  private boolean slot(Mutations mutations) {
    byte[] changed = mutations.once(3) ? slot : mutations.changed(slot, anotherSlot);
    SlotKind kind =
        mutations.once(4) ? mutations.one(List.of(SlotKind.values())) : SlotKind.PASSKEY;
    int generation = mutations.once(4) ? mutations.edge() : 3;
    try (GenerationSecret opened =
        Slots.open(wrapKey, kind, PERSON, generation, Bytes.of(changed))) {
      assertThat(opened).isEqualTo(secret);
      assertThat(kind == SlotKind.PASSKEY && generation == 3).isTrue();
      assertThat(changed).isEqualTo(slot);
      return true;
    }
  }

  private boolean file(Mutations mutations) throws IOException {
    byte[] changed = mutations.changed(file, anotherFile);
    Path in = Files.write(folder.resolve("in"), changed);
    Path out = folder.resolve("out");
    try {
      SealedFile.unseal(in, out, holder, Progress.NONE);
    } catch (SealException e) {
      assertThat(folder).isDirectoryNotContaining(path -> !path.equals(in));
      throw e;
    }
    assertThat(Files.readAllBytes(out)).isEqualTo(content);
    assertThat(changed).isEqualTo(file);
    Files.delete(out);
    return true;
  }

  private byte[] envelope(Binding to) {
    return Envelopes.seal(section.publicKeys(), to, reportKey).toArray();
  }

  private byte[] note(Binding to) {
    return Notes.seal(section.publicKeys(), to, text).toArray();
  }

  private byte[] slot(int generation, GenerationSecret of) {
    return Slots.seal(wrapKey, SlotKind.PASSKEY, PERSON, generation, of).toArray();
  }

  private byte[] file(OfflineSecretKey to, ReportId id, byte[] holding) {
    String header =
        """
        {"v":1,"suite":1,"name":"scan.pdf","size":%d,"time":"2026-11-23T12:00:00.000Z"}"""
            .formatted(holding.length);
    return CraftedFile.seal(List.of(fellow.publicKey(), to.publicKey()), id, header, holding)
        .toArray();
  }
}
