package io.medseal.demo.ecg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.medseal.demo.Examinations;
import io.medseal.demo.dicom.ReadBack;
import io.medseal.demo.dicom.Tag;
import io.medseal.demo.hospital.Examination;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An ECG")
class EcgTest {
  private static final Examination EXAMINATION = Examinations.numbered("T-ECG-1");
  private final EcgRecording recording = new EcgRecording(EXAMINATION);

  @TempDir Path folder;

  @Test
  @DisplayName("obeys Einthoven and Goldberger at every sample")
  void limbLeadsAgree() {
    for (int i = 0; i < EcgRecording.SAMPLES; i++) {
      int one = recording.microvolts(Lead.I, i);
      int two = recording.microvolts(Lead.II, i);
      assertThat(recording.microvolts(Lead.III, i)).isCloseTo(two - one, within(2));
      assertThat(recording.microvolts(Lead.AVR, i)).isCloseTo(-(one + two) / 2, within(2));
      assertThat(recording.microvolts(Lead.AVL, i)).isCloseTo(one - two / 2, within(2));
      assertThat(recording.microvolts(Lead.AVF, i)).isCloseTo(two - one / 2, within(2));
    }
  }

  @Test
  @DisplayName("has the rate that is written on it")
  void hasItsRate() {
    int beats = 0;
    boolean high = false;
    for (int i = 0; i < EcgRecording.SAMPLES; i++) {
      boolean now = recording.microvolts(Lead.II, i) > 600;
      beats += now && !high ? 1 : 0;
      high = now;
    }
    assertThat(beats * 6).isCloseTo(EcgRecording.RATE, within(6));
  }

  @Test
  @DisplayName("on paper is dark curves on a pink grid")
  void picture() throws IOException {
    Path file = folder.resolve("ecg.png");
    new EcgPicture(EXAMINATION).write(file);
    BufferedImage picture = ImageIO.read(file.toFile());
    int dark = 0;
    int pink = 0;
    for (int y = 250; y < 1100; y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        int pixel = picture.getRGB(x, y);
        int red = pixel >> 16 & 0xFF;
        int green = pixel >> 8 & 0xFF;
        dark += red < 80 ? 1 : 0;
        pink += red > 230 && green < 230 ? 1 : 0;
      }
    }
    assertThat(dark).isBetween(10_000, 80_000);
    assertThat(pink).isGreaterThan(100_000);
  }

  @Test
  @DisplayName("as a DICOM waveform holds the same microvolts, lead by lead")
  void waveform() throws IOException {
    Path file = folder.resolve("ecg.dcm");
    new EcgWaveform(EXAMINATION).write(file);
    ReadBack group = ReadBack.file(file).items(Tag.WAVEFORM_SEQUENCE).getFirst();
    assertThat(group.number(Tag.NUMBER_OF_WAVEFORM_CHANNELS)).isEqualTo(12);
    assertThat(group.number(Tag.NUMBER_OF_WAVEFORM_SAMPLES)).isEqualTo(5000);
    assertThat(group.decimals(Tag.SAMPLING_FREQUENCY)).containsExactly(500);
    List<ReadBack> channels = group.items(Tag.CHANNEL_DEFINITION_SEQUENCE);
    assertThat(channels)
        .extracting(channel -> channel.text(Tag.CHANNEL_LABEL))
        .containsExactly("I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6");
    short[] samples = group.shorts(Tag.WAVEFORM_DATA);
    Lead[] leads = Lead.values();
    for (int channel = 0; channel < leads.length; channel++) {
      for (int i = 0; i < EcgRecording.SAMPLES; i += 97) {
        assertThat(samples[i * 12 + channel])
            .isEqualTo((short) recording.microvolts(leads[channel], i));
      }
    }
  }
}
