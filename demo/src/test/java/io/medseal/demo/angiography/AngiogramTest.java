package io.medseal.demo.angiography;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.demo.Examinations;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An angiogram")
class AngiogramTest {
  private final Angiogram film = new Angiogram(Examinations.numbered("T-XA-1"));

  @Test
  @DisplayName("fills the arteries with contrast medium and lets it wash out again")
  void fillsAndWashesOut() {
    double before = mean(film.frame(5));
    double full = mean(film.frame(90));
    double after = mean(film.frame(249));
    assertThat(full).isLessThan(before - 0.01);
    assertThat(after).isGreaterThan(full + 0.005);
  }

  @Test
  @DisplayName("beats: the same artery lies elsewhere as the heart contracts")
  void beats() {
    float[] rest = film.frame(84);
    float[] contracted = film.frame(87);
    int changed = 0;
    for (int i = 0; i < rest.length; i++) {
      changed += Math.abs(rest[i] - contracted[i]) > 0.1 ? 1 : 0;
    }
    assertThat(changed).isGreaterThan(500);
  }

  private static double mean(float[] frame) {
    double sum = 0;
    for (float value : frame) {
      assertThat(value).isBetween(-0.1f, 1.1f);
      sum += value;
    }
    return sum / frame.length;
  }
}
