package io.medseal.demo.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A data set")
class DataSetTest {
  @Test
  @DisplayName("has its tags listed in ascending order, as files need them")
  void tagsAscend() {
    List<Integer> numbers = Arrays.stream(Tag.values()).map(Tag::number).toList();
    assertThat(numbers).isSortedAccordingTo(Integer::compareUnsigned).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("reads back as it was filled, in whatever order that was")
  void readsBack() throws IOException {
    ReadBack read =
        written(
            minimal()
                .with(Tag.ROWS, 512)
                .with(Tag.PATIENT_NAME, "Demo^Zoë")
                .with(Tag.PIXEL_SPACING, 0.78125, 1.0 / 3)
                .with(Tag.PHYSICAL_DELTA_X, 0.25)
                .with(Tag.FRAME_INCREMENT_POINTER, Tag.FRAME_TIME)
                .with(
                    Tag.CONCEPT_NAME_CODE_SEQUENCE,
                    new Code("11502-2", "LN", "Laboratory report")));
    assertThat(read.number(Tag.ROWS)).isEqualTo(512);
    assertThat(read.text(Tag.PATIENT_NAME)).isEqualTo("Demo^Zoë");
    assertThat(read.decimals(Tag.PIXEL_SPACING)).containsExactly(0.78125, 0.3333333);
    assertThat(read.bytes(Tag.PHYSICAL_DELTA_X)).containsExactly(0, 0, 0, 0, 0, 0, 0xD0, 0x3F);
    assertThat(read.bytes(Tag.FRAME_INCREMENT_POINTER)).containsExactly(0x18, 0, 0x63, 0x10);
    assertThat(read.items(Tag.CONCEPT_NAME_CODE_SEQUENCE)).hasSize(1);
    assertThat(read.items(Tag.CONCEPT_NAME_CODE_SEQUENCE).getFirst().text(Tag.CODE_MEANING))
        .isEqualTo("Laboratory report");
  }

  @Test
  @DisplayName("fills odd values up: text with a blank, identifiers with a zero")
  void padsOddValues() throws IOException {
    ReadBack read =
        written(minimal().with(Tag.MODALITY, "ECG").with(Tag.STUDY_INSTANCE_UID, "1.2"));
    assertThat(read.bytes(Tag.MODALITY)).containsExactly('E', 'C', 'G', ' ');
    assertThat(read.bytes(Tag.STUDY_INSTANCE_UID)).containsExactly('1', '.', '2', 0);
  }

  @Test
  @DisplayName("writes compressed frames with a table of their offsets")
  void writesFrames() throws IOException {
    ReadBack read = written(minimal().withFrames(List.of(new byte[] {1, 2, 3}, new byte[] {4, 5})));
    assertThat(read.fragments())
        .containsExactly(
            new byte[] {0, 0, 0, 0, 12, 0, 0, 0}, new byte[] {1, 2, 3, 0}, new byte[] {4, 5});
  }

  @Test
  @DisplayName("refuses what does not fit the value representation")
  void refusesMisfits() {
    DataSet dataSet = new DataSet();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dataSet.with(Tag.ACCESSION_NUMBER, "12345678901234567"));
    assertThatIllegalArgumentException().isThrownBy(() -> dataSet.with(Tag.ROWS, "512"));
    assertThatIllegalArgumentException().isThrownBy(() -> dataSet.with(Tag.PATIENT_NAME, 7));
    assertThatIllegalArgumentException().isThrownBy(() -> dataSet.with(Tag.PATIENT_NAME, "a\\b"));
    assertThatIllegalArgumentException().isThrownBy(() -> dataSet.with(Tag.ROWS, new byte[2]));
  }

  @Test
  @DisplayName("without a class and an instance is no file")
  void needsClassAndInstance() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                DicomFile.write(
                    new ByteArrayOutputStream(),
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                    new DataSet()));
  }

  @Test
  @DisplayName("gets identifiers under 2.25 that follow from a name and from nothing else")
  void identifiersFollowFromNames() {
    assertThat(Uids.of("a", "b")).matches("2\\.25\\.[1-9][0-9]{1,38}").isEqualTo(Uids.of("a", "b"));
    assertThat(Uids.of("a", "b")).isNotEqualTo(Uids.of("a", "c"));
  }

  private static DataSet minimal() {
    return new DataSet()
        .with(Tag.SOP_CLASS_UID, SopClass.CT_IMAGE.uid())
        .with(Tag.SOP_INSTANCE_UID, "2.25.7");
  }

  private static ReadBack written(DataSet dataSet) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DicomFile.write(out, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, dataSet);
    return ReadBack.of(out.toByteArray());
  }
}
