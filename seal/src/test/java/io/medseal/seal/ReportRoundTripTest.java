package io.medseal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.reports.PartHasher;
import io.medseal.ledger.signatures.Signatures;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.seal.bodies.BodyLayout;
import io.medseal.seal.bodies.PackReader;
import io.medseal.seal.bodies.PartOpener;
import io.medseal.seal.bodies.PartSealer;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.envelopes.Envelopes;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.manifests.ManifestCodec;
import io.medseal.seal.manifests.Manifests;
import io.medseal.seal.manifests.SealedManifest;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.secrets.ReportKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A report")
class ReportRoundTripTest {
  private static final ReportId REPORT = Manifests.REPORT;
  private static final KeyringId SECTION = new KeyringId("cd".repeat(32));

  @Test
  @DisplayName("sealed to a section opens with the section's keys, whole and at any offset")
  void sealedAndOpened() throws Exception {
    byte[] pack = new byte[9_000_000];
    new Random(1).nextBytes(pack);
    BodyLayout layout = new BodyLayout(pack.length);

    try (GenerationSecret secret = GenerationSecret.random();
        KeyringKeys section = KeyringKeys.derive(secret, KeyringKind.SECTION);
        GenerationSecret authorSecret = GenerationSecret.random();
        KeyringKeys author = KeyringKeys.derive(authorSecret, KeyringKind.PERSON);
        ReportKey key = ReportKey.random()) {
      Binding binding = Binding.report(REPORT, SECTION, 1);
      Bytes envelope = Envelopes.seal(section.publicKeys(), binding, key);
      byte[] body = new byte[(int) layout.ciphertextSize()];
      PartSealer sealer = new PartSealer(key, REPORT, layout);
      PartSealer.SealedPart[] parts = new PartSealer.SealedPart[layout.parts()];
      for (int i = 0; i < layout.parts(); i++) {
        BodyLayout.Part part = layout.part(i);
        parts[i] = sealer.seal(i, pack, (int) part.offset(), part.size());
        parts[i].ciphertext().get(body, (int) part.ciphertextOffset(), part.ciphertextSize());
      }
      SignedObject signed = ManifestCodec.sign(Manifests.example(key), author);
      Bytes manifest = SealedManifest.seal(key, REPORT, signed);

      try (ReportKey opened = Envelopes.openReportKey(section, binding, envelope)) {
        assertThat(opened).isEqualTo(key);
        SignedObject back = SealedManifest.open(opened, REPORT, manifest).signed();
        assertThat(Signatures.verify(author.publicKeys(), SignedObject.Domain.MANIFEST, back))
            .isTrue();
        PartOpener opener = new PartOpener(opened, REPORT, layout);
        for (int i = 0; i < layout.parts(); i++) {
          BodyLayout.Part part = layout.part(i);
          ByteBuffer stored =
              ByteBuffer.wrap(body, (int) part.ciphertextOffset(), part.ciphertextSize());
          byte[] plain = new byte[part.size()];
          opener.open(i, stored, parts[i].hash()).get(plain);
          assertThat(plain)
              .isEqualTo(
                  Arrays.copyOfRange(pack, (int) part.offset(), (int) part.offset() + part.size()));
        }
        PackReader reader =
            new PackReader(
                opened,
                REPORT,
                layout,
                Arrays.stream(parts).map(PartSealer.SealedPart::hash).toList(),
                (offset, into) -> into.put(body, (int) offset, into.remaining()),
                part -> hashes(body, part));
        byte[] window = new byte[800_000];
        assertThat(reader.read(8_000_000, window)).isEqualTo(window.length);
        assertThat(window).isEqualTo(Arrays.copyOfRange(pack, 8_000_000, 8_800_000));
      }
    }
  }

  private static Bytes hashes(byte[] body, BodyLayout.Part part) {
    PartHasher hasher = new PartHasher();
    hasher.update(body, (int) part.ciphertextOffset(), part.ciphertextSize());
    return hasher.finish().toBytes();
  }
}
