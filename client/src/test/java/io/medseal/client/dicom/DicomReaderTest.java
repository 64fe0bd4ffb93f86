package io.medseal.client.dicom;

import static io.medseal.client.dicom.DicomBytes.CT_IMAGE;
import static io.medseal.client.dicom.DicomBytes.explicitBig;
import static io.medseal.client.dicom.DicomBytes.explicitLittle;
import static io.medseal.client.dicom.DicomBytes.file;
import static io.medseal.client.dicom.DicomBytes.implicitLittle;
import static io.medseal.client.dicom.DicomBytes.joined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.client.problems.DicomException;
import io.medseal.client.problems.SourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("DicomReader")
class DicomReaderTest {
  private static DicomBytes whole(DicomBytes to) {
    return to.element(0x0008_0016, "UI", CT_IMAGE)
        .element(0x0008_0018, "UI", "1.2.3.4")
        .element(0x0008_0020, "DA", "20240131")
        .element(0x0008_0030, "TM", "093015.25")
        .element(0x0008_0060, "CS", "CT")
        .element(0x0008_1030, "LO", "CT Thorax")
        .element(0x0008_103E, "LO", "Lung 1.0")
        .element(0x0010_0010, "PN", "Rao^Asha^^Dr")
        .element(0x0010_0020, "LO", "P-17")
        .element(0x0010_0030, "DA", "19800229")
        .element(0x0020_000D, "UI", "1.2.3")
        .element(0x0020_000E, "UI", "1.2.3.1")
        .element(0x0020_0011, "IS", "4")
        .element(0x0020_0013, "IS", " 12");
  }

  private static Optional<DicomHeader> read(byte[] bytes) {
    try {
      return DicomReader.read(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static DicomHeader header(byte[] bytes) {
    return read(bytes).orElseThrow();
  }

  private static void assertWhole(DicomHeader header) {
    assertThat(header.sopClass()).contains(CT_IMAGE);
    assertThat(header.sopInstance()).contains("1.2.3.4");
    assertThat(header.studyDate()).contains(LocalDate.of(2024, 1, 31));
    assertThat(header.studyTime()).contains(LocalTime.of(9, 30, 15));
    assertThat(header.modality()).contains("CT");
    assertThat(header.studyDescription()).contains("CT Thorax");
    assertThat(header.seriesDescription()).contains("Lung 1.0");
    assertThat(header.patientNames()).contains("Dr Asha Rao");
    assertThat(header.patientId()).contains("P-17");
    assertThat(header.patientBirthDate()).contains(LocalDate.of(1980, 2, 29));
    assertThat(header.study()).contains("1.2.3");
    assertThat(header.series()).contains("1.2.3.1");
    assertThat(header.seriesNumber()).hasValue(4);
    assertThat(header.instanceNumber()).hasValue(12);
  }

  private static void assertDamaged(byte[] bytes, String what) {
    assertThatExceptionOfType(DicomException.class)
        .isThrownBy(() -> read(bytes))
        .withMessageContaining(what);
  }

  @Nested
  @DisplayName("reads")
  class Reads {
    @Test
    @DisplayName("explicit little endian")
    void explicitLittleEndian() {
      DicomHeader header =
          header(file(DicomBytes.EXPLICIT_LITTLE, whole(explicitLittle()).bytes()));
      assertWhole(header);
      assertThat(header.transferSyntax()).contains(DicomBytes.EXPLICIT_LITTLE);
    }

    @Test
    @DisplayName("implicit little endian")
    void implicit() {
      assertWhole(header(file(DicomBytes.IMPLICIT_LITTLE, whole(implicitLittle()).bytes())));
    }

    @Test
    @DisplayName("explicit big endian")
    void bigEndian() {
      assertWhole(header(file(DicomBytes.EXPLICIT_BIG, whole(explicitBig()).bytes())));
    }

    @Test
    @DisplayName("a deflated data set")
    void deflated() {
      byte[] dataSet = DicomBytes.deflated(whole(explicitLittle()).bytes());
      assertWhole(header(file(DicomBytes.DEFLATED, dataSet)));
    }

    @Test
    @DisplayName("a compressed or unknown transfer syntax as explicit little endian")
    void compressed() {
      assertWhole(header(file("1.2.840.10008.1.2.4.90", whole(explicitLittle()).bytes())));
      assertWhole(header(file("1.2.840.99999.1", whole(explicitLittle()).bytes())));
    }

    @Test
    @DisplayName("a file that names one syntax and is written in the other")
    void otherSyntaxThanNamed() {
      assertWhole(header(file(DicomBytes.EXPLICIT_LITTLE, whole(implicitLittle()).bytes())));
      assertWhole(header(file(DicomBytes.IMPLICIT_LITTLE, whole(explicitLittle()).bytes())));
    }

    @Test
    @DisplayName("a file without preamble, in all three syntaxes")
    void noPreamble() {
      assertWhole(header(whole(explicitLittle()).bytes()));
      assertWhole(header(whole(implicitLittle()).bytes()));
      assertWhole(header(whole(explicitBig()).bytes()));
    }

    @Test
    @DisplayName("a file whose preamble is followed by the data set at once")
    void noMeta() {
      byte[] start = joined(new byte[128], DicomBytes.ascii("DICM"));
      assertWhole(header(joined(start, whole(implicitLittle()).bytes())));
      assertWhole(header(joined(start, whole(explicitBig()).bytes())));
    }

    @Test
    @DisplayName("meta information without preamble")
    void metaOnly() {
      byte[] file = file(DicomBytes.EXPLICIT_BIG, whole(explicitBig()).bytes());
      assertWhole(header(Arrays.copyOfRange(file, 132, file.length)));
    }

    @Test
    @DisplayName("meta information that names no transfer syntax, as implicit little endian")
    void noSyntax() {
      byte[] meta = explicitLittle().element(0x0002_0012, "UI", "1.2.826").bytes();
      DicomHeader header =
          header(
              joined(
                  new byte[128], DicomBytes.ascii("DICM"), meta, whole(implicitLittle()).bytes()));
      assertWhole(header);
      assertThat(header.transferSyntax()).isEmpty();
    }

    @Test
    @DisplayName("past sequences of undefined length, nested ones and those of length given")
    void sequences() {
      for (DicomBytes to : new DicomBytes[] {explicitLittle(), implicitLittle(), explicitBig()}) {
        to.element(0x0008_0016, "UI", CT_IMAGE)
            .openSequence(0x0008_1140, "SQ")
            .openItem()
            .element(0x0008_0060, "CS", "MR")
            .openSequence(0x0008_1199, "SQ")
            .openItem()
            .element(0x0008_1155, "UI", "9.9.9")
            .closeItem()
            .item(new byte[10])
            .closeSequence()
            .closeItem()
            .closeSequence()
            .element(0x0010_0020, "LO", "P-17");
        DicomHeader header = header(to.bytes());
        assertThat(header.patientId()).contains("P-17");
        assertThat(header.modality()).as("of the item, not of the object").isEmpty();
      }
    }

    @Test
    @DisplayName("past content of unknown representation, which is implicit inside")
    void unknownRepresentation() {
      byte[] bytes =
          explicitLittle()
              .element(0x0008_0016, "UI", CT_IMAGE)
              .openSequence(0x0009_1001, "UN")
              .openItem()
              .raw(implicitLittle().element(0x0009_1002, "", "inside").bytes())
              .closeItem()
              .closeSequence()
              .element(0x0010_0020, "LO", "P-17")
              .bytes();
      assertThat(header(bytes).patientId()).contains("P-17");
    }

    @Test
    @DisplayName("past a representation of a later edition, and past none at all")
    void oddRepresentations() {
      byte[] bytes =
          explicitLittle()
              .element(0x0008_0016, "UI", CT_IMAGE)
              .element(0x0009_1001, "ZZ", "new")
              .element(0x0009_1002, "??", "old")
              .element(0x0009_1003, "\0\0", "none")
              .element(0x0010_0020, "LO", "P-17")
              .bytes();
      assertThat(header(bytes).patientId()).contains("P-17");
    }

    @Test
    @DisplayName("no further than the last element it wants: pixel data may be missing or broken")
    void stopsAtPixelData() throws IOException {
      byte[] head =
          file(
              DicomBytes.EXPLICIT_LITTLE,
              whole(explicitLittle()).start(0x7FE0_0010, "OW", 0xffff_fff0L).bytes());
      assertWhole(header(head));
      ByteArrayInputStream large =
          new ByteArrayInputStream(joined(head, new byte[8 * 1024 * 1024]));
      assertThat(DicomReader.read(large)).isPresent();
      assertThat(large.available()).isGreaterThan(7 * 1024 * 1024);
    }

    @Test
    @DisplayName("a file on disk")
    void onDisk(@TempDir Path folder) throws IOException {
      Path file =
          Files.write(folder.resolve("a.dcm"), DicomBytes.image("1.2.3", 1, 1, "CT Thorax"));
      assertThat(DicomReader.read(file).orElseThrow().study()).contains("1.2.3");
      assertThatExceptionOfType(SourceException.Unreadable.class)
          .isThrownBy(() -> DicomReader.read(folder.resolve("absent.dcm")));
    }
  }

  @Nested
  @DisplayName("takes as absent")
  class Absent {
    @Test
    @DisplayName("values that do not fit their form")
    void misfits() {
      DicomHeader header =
          header(
              explicitLittle()
                  .element(0x0008_0016, "UI", CT_IMAGE)
                  .element(0x0008_0020, "DA", "20240231")
                  .element(0x0008_0030, "TM", "9 o'clock")
                  .element(0x0008_0060, "CS", "  ")
                  .element(0x0010_0010, "PN", "^^^^")
                  .element(0x0010_0030, "DA", "1980")
                  .element(0x0020_0011, "IS", "99999999999")
                  .element(0x0020_0013, "IS", "9999999999")
                  .bytes());
      assertThat(header.studyDate()).isEmpty();
      assertThat(header.studyTime()).isEmpty();
      assertThat(header.modality()).isEmpty();
      assertThat(header.patientNames()).isEmpty();
      assertThat(header.patientBirthDate()).isEmpty();
      assertThat(header.seriesNumber()).isEqualTo(OptionalInt.empty());
      assertThat(header.instanceNumber()).isEqualTo(OptionalInt.empty());
    }

    @Test
    @DisplayName("a value longer than any text")
    void tooLong() {
      byte[] bytes =
          implicitLittle()
              .element(0x0008_0016, "UI", CT_IMAGE)
              .element(0x0008_1030, "LO", "x".repeat(16 * 1024 + 2))
              .element(0x0010_0020, "LO", "P-17")
              .bytes();
      assertThat(header(bytes).studyDescription()).isEmpty();
      assertThat(header(bytes).patientId()).contains("P-17");
    }

    @Test
    @DisplayName("control characters in texts, of which only the first value counts")
    void controlCharacters() {
      DicomHeader header =
          header(
              explicitLittle()
                  .element(0x0008_0016, "UI", CT_IMAGE)
                  .element(0x0008_1030, "LO", "CT\u001b[2J\r\nThorax\\second")
                  .bytes());
      assertThat(header.studyDescription().orElseThrow())
          .doesNotContain("\u001b", "\n", "second")
          .startsWith("CT")
          .endsWith("Thorax");
    }
  }

  @Nested
  @DisplayName("says that it is not DICOM")
  class NotDicom {
    @Test
    @DisplayName("to nothing, a few bytes and other files")
    void others() {
      assertThat(read(new byte[0])).isEmpty();
      assertThat(read(new byte[] {8, 0, 5})).isEmpty();
      assertThat(read(DicomBytes.ascii("%PDF-1.7 and so on, and so on"))).isEmpty();
      assertThat(read(new byte[4096])).isEmpty();
    }

    @Test
    @DisplayName("to what begins like an element and names no class of objects")
    void accident() {
      assertThat(read(explicitLittle().element(0x0008_0060, "CS", "CT").bytes())).isEmpty();
      assertThat(read(implicitLittle().element(0x0008_0016, "UI", "no uid").bytes())).isEmpty();
    }

    @Test
    @DisplayName("to a damaged file without preamble")
    void damagedWithoutPreamble() {
      byte[] bytes = whole(explicitLittle()).bytes();
      assertThat(read(Arrays.copyOf(bytes, 70))).isEmpty();
    }
  }

  @Nested
  @DisplayName("refuses as damaged")
  class Damaged {
    @Test
    @DisplayName("a header cut off within an element")
    void truncated() {
      byte[] bytes = file(DicomBytes.EXPLICIT_LITTLE, whole(explicitLittle()).bytes());
      assertDamaged(Arrays.copyOf(bytes, bytes.length - 1), "ends in the middle");
      assertDamaged(Arrays.copyOf(bytes, 132), "ends in the middle");
      assertDamaged(Arrays.copyOf(bytes, 140), "ends in the middle");
    }

    @Test
    @DisplayName("an element without value representation")
    void badRepresentation() {
      byte[] bytes =
          file(
              DicomBytes.EXPLICIT_LITTLE,
              explicitLittle()
                  .element(0x0008_0016, "UI", CT_IMAGE)
                  .element(0x0008_0018, "\u00017", "1.2")
                  .bytes());
      assertDamaged(bytes, "no value representation");
    }

    @Test
    @DisplayName("a length beyond any header, without asking for that much memory")
    void hugeLength() {
      assertDamaged(
          file(
              DicomBytes.EXPLICIT_LITTLE,
              explicitLittle().start(0x0008_1198, "OB", 0xffff_fffeL).bytes()),
          "longer than any header");
      assertDamaged(
          file(
              DicomBytes.IMPLICIT_LITTLE,
              implicitLittle().start(0x0010_0010, "PN", 0x7fff_ffffL).bytes()),
          "longer than any header");
      assertDamaged(
          file(
              DicomBytes.EXPLICIT_LITTLE,
              explicitLittle()
                  .openSequence(0x0008_1140, "SQ")
                  .openItem()
                  .start(0x0008_1155, "UN", 0xffff_fff0L)
                  .bytes()),
          "longer than any header");
    }

    @Test
    @DisplayName("sequences nested without end")
    void nested() {
      DicomBytes bytes = explicitLittle().element(0x0008_0016, "UI", CT_IMAGE);
      for (int i = 0; i < 10_000; i++) {
        bytes.openSequence(0x0008_1140, "SQ").openItem();
      }
      assertDamaged(file(DicomBytes.EXPLICIT_LITTLE, bytes.bytes()), "nested too deep");
    }

    @Test
    @DisplayName("a sequence that holds something else than items")
    void noItem() {
      byte[] bytes =
          explicitLittle().openSequence(0x0008_1140, "SQ").element(0x0008_0060, "CS", "CT").bytes();
      assertDamaged(file(DicomBytes.EXPLICIT_LITTLE, bytes), "something else than items");
    }

    @Test
    @DisplayName("a deflated data set that does not inflate, ends early or never ends")
    void badlyDeflated() {
      byte[] good = DicomBytes.deflated(whole(explicitLittle()).bytes());
      byte[] bad = good.clone();
      Arrays.fill(bad, 0, 8, (byte) 0xff);
      assertDamaged(file(DicomBytes.DEFLATED, bad), "does not inflate");
      assertDamaged(
          file(DicomBytes.DEFLATED, Arrays.copyOf(good, good.length / 2)), "ends in the middle");
      byte[] bomb =
          DicomBytes.deflated(
              explicitLittle()
                  .start(0x0008_1198, "OB", 40L * 1024 * 1024)
                  .raw(new byte[40 * 1024 * 1024])
                  .bytes());
      assertThat(bomb).hasSizeLessThan(100_000);
      assertDamaged(file(DicomBytes.DEFLATED, bomb), "longer than any header");
    }
  }
}
