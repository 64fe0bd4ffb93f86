package io.medseal.demo.ultrasound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.medseal.demo.Examinations;
import io.medseal.demo.dicom.ReadBack;
import io.medseal.demo.dicom.Tag;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An ultrasound loop")
class UltrasoundStudyTest {
  @TempDir Path folder;

  @Test
  @DisplayName("has as many JPEG frames as it says, and they move")
  void framesDecode() throws IOException {
    Path file = folder.resolve("loop.dcm");
    new UltrasoundStudy(Examinations.numbered("T-US-1")).write(file, 6);
    ReadBack loop = ReadBack.file(file);
    assertThat(loop.text(Tag.TRANSFER_SYNTAX_UID)).isEqualTo("1.2.840.10008.1.2.4.50");
    assertThat(loop.text(Tag.NUMBER_OF_FRAMES)).isEqualTo("6");
    assertThat(loop.decimals(Tag.FRAME_TIME)[0]).isBetween(33.0, 34.0);
    List<BufferedImage> frames = frames(loop);
    assertThat(frames).hasSize(6);
    for (BufferedImage frame : frames) {
      assertThat(frame.getWidth()).isEqualTo(loop.number(Tag.COLUMNS)).isEqualTo(640);
      assertThat(frame.getHeight()).isEqualTo(loop.number(Tag.ROWS)).isEqualTo(480);
      assertThat(brightness(frame, 20, 300)).as("outside the fan").isLessThan(12);
    }
    int moved = 0;
    for (int y = 60; y < 420; y++) {
      int change = brightness(frames.get(0), 320, y) - brightness(frames.get(5), 320, y);
      moved += Math.abs(change) > 25 ? 1 : 0;
    }
    assertThat(moved).as("changed pixels down the middle").isGreaterThan(60);
  }

  @Test
  @DisplayName("shows blood in red on its way to the probe and in blue on its way from it")
  void showsFlow() {
    Sector sector = new Sector(1);
    assertThat(colours(sector.frame(0.52, 0, 2, "", 60))).as("filling: red over blue").isPositive();
    assertThat(colours(sector.frame(0.30, 0, 2, "", 60)))
        .as("ejection: blue over red")
        .isNegative();
  }

  @Test
  @DisplayName("needs a frame")
  void needsAFrame() {
    UltrasoundStudy study = new UltrasoundStudy(Examinations.numbered("T-US-2"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> study.write(folder.resolve("none.dcm"), 0));
  }

  private static List<BufferedImage> frames(ReadBack loop) throws IOException {
    List<BufferedImage> frames = new ArrayList<>();
    for (byte[] fragment : loop.fragments().subList(1, loop.fragments().size())) {
      frames.add(ImageIO.read(new ByteArrayInputStream(fragment)));
    }
    return frames;
  }

  private static int brightness(BufferedImage frame, int x, int y) {
    return frame.getRGB(x, y) >> 8 & 0xFF;
  }

  /** Red pixels less blue ones, inside the fan. */
  private static int colours(BufferedImage frame) {
    int balance = 0;
    for (int y = 100; y < 400; y++) {
      for (int x = 300; x < 480; x++) {
        int pixel = frame.getRGB(x, y);
        int difference = (pixel >> 16 & 0xFF) - (pixel & 0xFF);
        balance += difference > 60 ? 1 : difference < -60 ? -1 : 0;
      }
    }
    return balance;
  }
}
