package io.medseal.demo.drawing;

import java.util.SplittableRandom;

/**
 * A square tile of random values, mean 0 and standard deviation 1, that repeats without a seam.
 *
 * <p>Immutable and cheap to look up: pictures take their grain from it.
 */
public final class Noise {
  private final int mask;
  private final int shift;
  private final float[] values;

  private Noise(int shift, float[] values) {
    this.shift = shift;
    this.mask = (1 << shift) - 1;
    this.values = values;
  }

  /**
   * Independent values, one a pixel.
   *
   * @param shift the side has 2 to the power of this many pixels
   */
  public static Noise white(long seed, int shift) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[1 << (2 * shift)];
    for (int i = 0; i < values.length; i += 2) {
      // Box and Muller: two normal values out of two even ones.
      double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
      double angle = 2 * Math.PI * random.nextDouble();
      values[i] = (float) (radius * Math.cos(angle));
      values[i + 1] = (float) (radius * Math.sin(angle));
    }
    return new Noise(shift, values);
  }

  /**
   * Values that agree with their neighbours: white noise blurred and stretched back to deviation 1.
   *
   * @param sigmaX width of the blur in pixels, across
   * @param sigmaY width of the blur in pixels, down
   */
  public static Noise smooth(long seed, int shift, double sigmaX, double sigmaY) {
    Noise white = white(seed, shift);
    int side = 1 << shift;
    float[] blurred = Blur.wrapping(white.values, side, sigmaX, sigmaY);
    double squares = 0;
    for (float value : blurred) {
      squares += (double) value * value;
    }
    float scale = (float) (1 / Math.sqrt(squares / blurred.length));
    for (int i = 0; i < blurred.length; i++) {
      blurred[i] *= scale;
    }
    return new Noise(shift, blurred);
  }

  /** Cloud-like values: the sum of smooth noises, each half as wide and strong as the last. */
  public static Noise clouds(long seed, int shift, double sigma, int octaves) {
    float[] sum = new float[1 << (2 * shift)];
    float strength = 1;
    double total = 0;
    for (int octave = 0; octave < octaves; octave++) {
      double width = sigma / (1 << octave);
      Noise layer = smooth(seed + octave, shift, width, width);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += strength * layer.values[i];
      }
      total += strength * strength;
      strength /= 2;
    }
    float scale = (float) (1 / Math.sqrt(total));
    for (int i = 0; i < sum.length; i++) {
      sum[i] *= scale;
    }
    return new Noise(shift, sum);
  }

  /** The value of a pixel; the tile repeats in both directions. */
  public float at(int x, int y) {
    return values[((y & mask) << shift) | (x & mask)];
  }

  /** The value between pixels. */
  public float at(double x, double y) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    float right = (float) (x - left);
    float down = (float) (y - top);
    float upper = at(left, top) * (1 - right) + at(left + 1, top) * right;
    float lower = at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right;
    return upper * (1 - down) + lower * down;
  }
}
