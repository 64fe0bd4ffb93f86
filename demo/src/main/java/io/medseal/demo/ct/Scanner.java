package io.medseal.demo.ct;

import io.medseal.demo.drawing.Blur;
import io.medseal.demo.drawing.Noise;
import java.util.SplittableRandom;

/** Images planes of a body as a scanner does: a little blurred, with noise. Safe to share. */
final class Scanner {
  private static final int LEAST = -1024;
  private static final int MOST = 3071;

  private final Body body;
  private final Noise grain;
  private final long seed;

  Scanner(Body body, long seed) {
    this.body = body;
    this.seed = seed;
    this.grain = Noise.smooth(seed, 9, 0.75, 0.75);
  }

  /**
   * An axial image.
   *
   * @param depth in millimetres from the top of the lungs
   * @return Hounsfield units row by row, as whole numbers that fit 12 bits above -1024
   */
  short[] image(int size, double spacing, double depth, Kernel kernel) {
    Plane plane = body.plane(size, spacing, depth);
    float[] values = plane.hounsfield();
    Blur.inPlace(values, size, size, kernel.blurMillimetres() / spacing);
    SplittableRandom random = new SplittableRandom(seed + Math.round(depth * 1000));
    int shiftX = random.nextInt(1024);
    int shiftY = random.nextInt(1024);
    short[] image = new short[values.length];
    for (int row = 0; row < size; row++) {
      double y = (2.0 * row / size - 1) * 1.25;
      for (int column = 0; column < size; column++) {
        double x = (2.0 * column / size - 1) * 1.1;
        // Most is absorbed in the middle, where the picture is noisiest.
        double noise = kernel.noise() * (0.55 + 0.6 * Math.max(0, 1 - x * x - y * y));
        int i = row * size + column;
        double value = values[i] + noise * grain.at(column + shiftX, row + shiftY);
        image[i] = (short) Math.clamp(Math.round(value), LEAST, MOST);
      }
    }
    return image;
  }

  Body body() {
    return body;
  }
}
