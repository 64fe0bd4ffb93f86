package io.medseal.demo.dermatology;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.demo.Examinations;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A photograph of skin")
class SkinPhotoTest {
  @TempDir Path folder;

  @Test
  @DisplayName("shows a dark mole on light skin")
  void showsAMole() throws IOException {
    Path file = folder.resolve("skin.jpg");
    new SkinPhoto(Examinations.numbered("T-DERM-1")).write(file);
    BufferedImage photo = ImageIO.read(file.toFile());
    assertThat(photo.getWidth()).isEqualTo(1024);
    assertThat(mean(photo, 470, 330)).isLessThan(mean(photo, 160, 600) / 2);
  }

  private static double mean(BufferedImage photo, int x, int y) {
    double sum = 0;
    for (int dy = 0; dy < 20; dy++) {
      for (int dx = 0; dx < 20; dx++) {
        sum += photo.getRGB(x + dx, y + dy) >> 8 & 0xFF;
      }
    }
    return sum / 400;
  }
}
