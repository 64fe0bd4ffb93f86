package io.medseal.seal.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.seal.Flips;
import io.medseal.seal.SealException;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.secrets.ReportKey;
import io.medseal.seal.suite.AesGcm;
import io.medseal.seal.suite.Hkdf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A sealed manifest")
class SealedManifestTest {
  private static final ReportId REPORT = Manifests.REPORT;

  private final ReportKey key = ReportKey.random();
  private final SignedObject signed = signed();
  private final Bytes sealed = SealedManifest.seal(key, REPORT, signed);

  private static SignedObject signed() {
    try (GenerationSecret secret = GenerationSecret.random();
        KeyringKeys author = KeyringKeys.derive(secret, KeyringKind.PERSON)) {
      return ManifestCodec.sign(Manifests.example(), author);
    }
  }

  private void refused(Class<? extends SealException> as, Bytes changed) {
    assertThatExceptionOfType(as).isThrownBy(() -> SealedManifest.open(key, REPORT, changed));
  }

  @Test
  @DisplayName("opens to payload and signatures")
  void roundTrip() {
    assertThat(SealedManifest.open(key, REPORT, sealed)).isEqualTo(signed);
  }

  @Test
  @DisplayName("M1: shows nothing of its content")
  void hidden() {
    String stored = new String(sealed.toArray(), StandardCharsets.ISO_8859_1);
    assertThat(stored).doesNotContain("Echo").doesNotContain("dcm").doesNotContain("Asha");
  }

  @Test
  @DisplayName("M2: is found changed at any byte")
  void flipped() {
    Flips.ofEveryByte(sealed, 23)
        .forEach(
            changed ->
                refused(
                    changed.toArray()[0] == 1
                        ? SealException.Tampered.class
                        : SealException.UnknownSuite.class,
                    changed));
  }

  @Test
  @DisplayName("M2: is found shortened or lengthened")
  void otherLengths() {
    Flips.shorter(sealed)
        .forEach(
            changed ->
                refused(
                    changed.size() < 1 + AesGcm.OVERHEAD
                        ? SealException.Malformed.class
                        : SealException.Tampered.class,
                    changed));
    refused(SealException.Tampered.class, Flips.longer(sealed));
  }

  @Test
  @DisplayName("M2: does not open as that of another report, or with another key")
  void moved() {
    assertThatExceptionOfType(SealException.Tampered.class)
        .isThrownBy(() -> SealedManifest.open(key, new ReportId("4f".repeat(16)), sealed));
    try (ReportKey other = ReportKey.random()) {
      assertThatExceptionOfType(SealException.Tampered.class)
          .isThrownBy(() -> SealedManifest.open(other, REPORT, sealed));
    }
  }

  @Test
  @DisplayName("has at most 16 MiB")
  void longest() {
    refused(
        SealException.Malformed.class,
        Bytes.of(Arrays.copyOf(sealed.toArray(), SealedManifest.MAX_BYTES + 1)));
    int most = SealedManifest.MAX_BYTES - 1 - AesGcm.OVERHEAD - SignedObject.OVERHEAD;
    assertThat(SealedManifest.seal(key, REPORT, withPayload(most)).size())
        .isEqualTo(SealedManifest.MAX_BYTES);
    SignedObject tooLong = withPayload(most + 1);
    assertThatExceptionOfType(SealException.Malformed.class)
        .isThrownBy(() -> SealedManifest.seal(key, REPORT, tooLong));
  }

  @Test
  @DisplayName("that holds no signed object is malformed, one of another suite unknown")
  void otherContent() {
    refused(SealException.Malformed.class, sealAnything(new byte[0]));
    refused(SealException.Malformed.class, sealAnything(new byte[] {1}));
    refused(SealException.Malformed.class, sealAnything(new byte[] {1, 0, 0, 0, 1, 0}));
    byte[] longer = Arrays.copyOf(signed.encode().toArray(), signed.encode().size() + 1);
    refused(SealException.Malformed.class, sealAnything(longer));
    refused(SealException.UnknownSuite.class, sealAnything(new byte[] {2}));
  }

  private SignedObject withPayload(int size) {
    return new SignedObject(Bytes.of(new byte[size]), signed.ed25519(), signed.mlDsa65());
  }

  private Bytes sealAnything(byte[] content) {
    byte[] domain = "medseal/v1/manifest".getBytes(StandardCharsets.UTF_8);
    byte[] associated =
        ByteBuffer.allocate(domain.length + 16).put(domain).put(REPORT.bytes()).array();
    return Bytes.of(
        AesGcm.seal(
            new byte[] {1}, Hkdf.derive(key, "medseal/v1/manifest-key"), associated, content));
  }
}
