package io.medseal.seal.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.seal.Flips;
import io.medseal.seal.SealException;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.secrets.ReportKey;
import io.medseal.seal.suite.AesGcm;
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

  private SignedObject signed() {
    try (GenerationSecret secret = GenerationSecret.random();
        KeyringKeys author = KeyringKeys.derive(secret, KeyringKind.PERSON)) {
      return ManifestCodec.sign(Manifests.example(key), author);
    }
  }

  private void refused(Class<? extends SealException> as, Bytes changed) {
    assertThatExceptionOfType(as).isThrownBy(() -> SealedManifest.open(key, REPORT, changed));
  }

  @Test
  @DisplayName("opens to payload, signatures and manifest")
  void roundTrip() {
    assertThat(SealedManifest.open(key, REPORT, sealed))
        .isEqualTo(new SealedManifest.Opened(signed, Manifests.example(key)));
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
                    changed.toArray()[0] != 1
                        ? SealException.UnknownSuite.class
                        : SealedManifest.commitsTo(key, changed)
                            ? SealException.Tampered.class
                            : SealException.WrongKey.class,
                    changed));
  }

  @Test
  @DisplayName("M2: is found shortened or lengthened")
  void otherLengths() {
    Flips.shorter(sealed)
        .forEach(
            changed ->
                refused(
                    changed.size() < 1 + KeyCommitment.BYTES + AesGcm.OVERHEAD
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
      assertThatExceptionOfType(SealException.WrongKey.class)
          .isThrownBy(() -> SealedManifest.open(other, REPORT, sealed));
    }
  }

  @Test
  @DisplayName("M2: is refused where its author committed to another key than it is sealed with")
  void otherCommitment() {
    try (GenerationSecret secret = GenerationSecret.random();
        KeyringKeys author = KeyringKeys.derive(secret, KeyringKind.PERSON)) {
      SignedObject other = ManifestCodec.sign(Manifests.example(), author);
      refused(SealException.Tampered.class, SealedManifest.seal(key, REPORT, other));
    }
  }

  @Test
  @DisplayName("M2: made to open under two keys opens under the one that it commits to only")
  void twoKeys() {
    ReportKey second = ReportKey.of(new byte[32]);
    Bytes crafted = TwoKeys.craft(key, second, REPORT);
    assertThat(TwoKeys.opensUnder(key, REPORT, crafted)).isTrue();
    assertThat(TwoKeys.opensUnder(second, REPORT, crafted)).isTrue(); // AES-GCM does not mind
    assertThatExceptionOfType(SealException.WrongKey.class)
        .isThrownBy(() -> SealedManifest.open(second, REPORT, crafted));
  }

  @Test
  @DisplayName("has at most 64 KiB")
  void longest() {
    refused(
        SealException.Malformed.class,
        Bytes.of(Arrays.copyOf(sealed.toArray(), ReportSizes.MANIFEST + 1)));
    int most =
        ReportSizes.MANIFEST - 1 - KeyCommitment.BYTES - AesGcm.OVERHEAD - SignedObject.OVERHEAD;
    assertThat(SealedManifest.seal(key, REPORT, withPayload(most)).size())
        .isEqualTo(ReportSizes.MANIFEST);
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
    return SignedObject.alone(Bytes.of(new byte[size]), signed.ed25519(), signed.mlDsa65());
  }

  private Bytes sealAnything(byte[] content) {
    return TwoKeys.sealAnything(key, REPORT, content);
  }
}
