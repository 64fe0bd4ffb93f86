package io.medseal.client.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.medseal.client.problems.DicomException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whatever bytes come, there is a header, an empty answer, or a {@link DicomException}. */
@DisplayName("Hostile DICOM files")
class HostileDicomTest {
  private final Random random = new Random(5);

  private enum Answer {
    HEADER,
    OTHER,
    DAMAGED
  }

  @Test
  @DisplayName("that are good files with changed bytes are read, refused or not taken for DICOM")
  void changed() {
    List<byte[]> seeds = seeds();
    Map<Answer, Integer> answers = new EnumMap<>(Answer.class);
    for (int i = 0; i < 12_000; i++) {
      byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes = changed(bytes);
      }
      answers.merge(answer(bytes), 1, Integer::sum);
    }
    // A loop that meets only one of them tries nothing.
    assertThat(answers.values()).hasSize(3).allMatch(count -> count > 200);
  }

  @Test
  @DisplayName("that are random bytes after a good beginning do no harm")
  void randomBytes() {
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(600)];
      random.nextBytes(bytes);
      if (bytes.length > 132 && random.nextBoolean()) {
        System.arraycopy(DicomBytes.ascii("DICM"), 0, bytes, 128, 4);
      }
      if (bytes.length > 2 && random.nextBoolean()) {
        bytes[0] = 8;
        bytes[1] = 0;
      }
      answer(bytes);
    }
  }

  @Test
  @DisplayName("that are cut anywhere are read, refused or not taken for DICOM")
  void cut() {
    for (byte[] seed : seeds()) {
      for (int length = 0; length < seed.length; length++) {
        answer(Arrays.copyOf(seed, length));
      }
    }
  }

  private byte[] changed(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(5)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt();
      case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0xff);
      case 3 -> {
        int length = Math.min(random.nextInt(64), bytes.length - at);
        int from = random.nextInt(bytes.length - length + 1);
        System.arraycopy(bytes, from, bytes, at, length);
      }
      default -> {
        return Arrays.copyOf(bytes, Math.max(1, at));
      }
    }
    return bytes;
  }

  private static Answer answer(byte[] bytes) {
    try {
      return DicomReader.read(new ByteArrayInputStream(bytes)).isPresent()
          ? Answer.HEADER
          : Answer.OTHER;
    } catch (DicomException _) {
      return Answer.DAMAGED;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return fail("not a DicomException", e);
    }
  }

  static List<byte[]> seeds() {
    byte[] sequences =
        dataSet(DicomBytes.explicitLittle())
            .openSequence(0x0010_1002, "SQ")
            .openItem()
            .element(0x0010_0020, "LO", "other")
            .closeItem()
            .closeSequence()
            .element(0x0020_000D, "UI", "1.2.3")
            .bytes();
    return List.of(
        DicomBytes.image("1.2.3", 1, 2, "CT Thorax"),
        DicomBytes.file(DicomBytes.EXPLICIT_LITTLE, sequences),
        sequences,
        DicomBytes.file(DicomBytes.IMPLICIT_LITTLE, dataSet(DicomBytes.implicitLittle()).bytes()),
        DicomBytes.file(DicomBytes.EXPLICIT_BIG, dataSet(DicomBytes.explicitBig()).bytes()),
        dataSet(DicomBytes.explicitBig()).bytes(),
        DicomBytes.file(DicomBytes.DEFLATED, DicomBytes.deflated(sequences)));
  }

  private static DicomBytes dataSet(DicomBytes to) {
    return to.element(0x0008_0005, "CS", "\\ISO 2022 IR 87")
        .element(0x0008_0016, "UI", DicomBytes.CT_IMAGE)
        .element(0x0008_0020, "DA", "20240131")
        .element(0x0008_0030, "TM", "0930")
        .element(0x0010_0010, "PN", "Yamada^Tarou=\u001b$B;3ED\u001b(B^\u001b$BB@O:\u001b(B")
        .element(0x0010_0020, "LO", "P-17");
  }
}
