package io.medseal.seal.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.seal.Flips;
import io.medseal.seal.SealException;
import io.medseal.seal.secrets.ReportKey;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Sealed contents")
class SealedContentsTest {
  private final ReportKey key = ReportKey.random();
  private final SealedContents sealed = SealedContents.seal(key, Manifests.contents());

  private Manifest manifest(ContentsSummary summary) {
    return Manifests.example(KeyCommitment.of(key), summary);
  }

  private void refused(Class<? extends SealException> as, ContentsSummary summary, Bytes bytes) {
    assertThatExceptionOfType(as)
        .isThrownBy(() -> SealedContents.open(key, manifest(summary), bytes));
  }

  @Test
  @DisplayName("open to what was sealed, and say what lists show")
  void roundTrip() {
    assertThat(SealedContents.open(key, manifest(sealed.summary()), sealed.bytes()))
        .isEqualTo(Manifests.contents());
    assertThat(sealed.summary().files()).isEqualTo(1);
    assertThat(sealed.summary().mediaTypes()).containsExactly("application/dicom");
    assertThat(sealed.summary().size()).isEqualTo(sealed.bytes().size());
  }

  @Test
  @DisplayName("M1: show nothing of their content")
  void hidden() {
    assertThat(new String(sealed.bytes().toArray(), StandardCharsets.ISO_8859_1))
        .doesNotContain("IM0001")
        .doesNotContain("dicom");
  }

  @Test
  @DisplayName(
      "M2: are found changed at any byte, shortened, lengthened, and exchanged for older ones")
  void changed() {
    Flips.ofEveryByte(sealed.bytes(), 31)
        .forEach(bytes -> refused(SealException.Tampered.class, sealed.summary(), bytes));
    Flips.shorter(sealed.bytes())
        .forEach(bytes -> refused(SealException.Truncated.class, sealed.summary(), bytes));
    refused(SealException.Tampered.class, sealed.summary(), Flips.longer(sealed.bytes()));
    Bytes again = SealedContents.seal(key, Manifests.contents()).bytes();
    refused(SealException.Tampered.class, sealed.summary(), again);
  }

  @Test
  @DisplayName("M2: do not open as those of another report, whatever the manifest names")
  void moved() {
    Contents example = Manifests.contents();
    Contents other = new Contents(new ReportId("4f".repeat(16)), example.files(), example.parts());
    SealedContents moved = SealedContents.seal(key, other);
    refused(SealException.Tampered.class, moved.summary(), moved.bytes());
    try (ReportKey second = ReportKey.random()) {
      SealedContents elsewhere = SealedContents.seal(second, example);
      refused(SealException.Tampered.class, elsewhere.summary(), elsewhere.bytes());
    }
  }

  @Test
  @DisplayName("M2: are refused where the manifest says something else of them")
  void otherSummary() {
    ContentsSummary right = sealed.summary();
    refused(
        SealException.Malformed.class,
        new ContentsSummary(right.sha256(), right.size(), 2, right.mediaTypes()),
        sealed.bytes());
    refused(
        SealException.Malformed.class,
        new ContentsSummary(right.sha256(), right.size(), 1, List.of("image/png")),
        sealed.bytes());
    Contents larger =
        new Contents(
            Manifests.REPORT,
            List.of(new ManifestFile("a", "a/b", 0, 1_001, ManifestFile.Role.CONTENT)),
            List.of(new Sha256("55".repeat(32))));
    SealedContents other = SealedContents.seal(key, larger);
    refused(SealException.Malformed.class, other.summary(), other.bytes());
  }

  @Test
  @DisplayName("name the first eight media types in order")
  void manyTypes() {
    List<ManifestFile> files =
        IntStream.range(0, 12)
            .mapToObj(i -> new ManifestFile("f" + i, "a/t" + i, 0, 0, ManifestFile.Role.CONTENT))
            .toList();
    Contents contents = new Contents(Manifests.REPORT, files, List.of(new Sha256("55".repeat(32))));
    ContentsSummary summary = SealedContents.seal(key, contents).summary();
    assertThat(summary.files()).isEqualTo(12);
    assertThat(summary.mediaTypes())
        .containsExactly("a/t0", "a/t1", "a/t2", "a/t3", "a/t4", "a/t5", "a/t6", "a/t7");
  }

  @Test
  @DisplayName("have at most 16 MiB")
  void longest() {
    int parts = ReportSizes.CONTENTS / 67;
    Contents contents =
        new Contents(
            Manifests.REPORT,
            List.of(
                new ManifestFile(
                    "f", "a/b", 0, (long) parts * 8_388_056, ManifestFile.Role.CONTENT)),
            Collections.nCopies(parts, new Sha256("55".repeat(32))));
    assertThatExceptionOfType(SealException.Malformed.class)
        .isThrownBy(() -> SealedContents.seal(key, contents));
  }
}
