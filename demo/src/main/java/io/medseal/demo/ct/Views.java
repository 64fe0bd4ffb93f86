package io.medseal.demo.ct;

import java.util.stream.IntStream;

/** Pictures made from many planes: the overview shot and cuts seen from the front. */
final class Views {
  /** Millimetres from plane to plane. */
  static final double STEP = 1.0;

  private static final int SIZE = 400;

  private final short[][] planes;

  /** Cuts the whole body, which takes some seconds and 115 MB. */
  Views(Scanner scanner, double field) {
    planes =
        IntStream.range(0, (int) (Body.LENGTH / STEP))
            .parallel()
            .mapToObj(i -> scanner.image(SIZE, field / SIZE, (i + 0.5) * STEP, Kernel.SOFT))
            .toArray(short[][]::new);
  }

  int columns() {
    return SIZE;
  }

  int rows() {
    return planes.length;
  }

  /** The body as if rays went through it from front to back, dense parts bright. */
  short[] overview() {
    short[] image = new short[planes.length * SIZE];
    for (int row = 0; row < planes.length; row++) {
      for (int column = 0; column < SIZE; column++) {
        double sum = 0;
        for (int y = 0; y < SIZE; y++) {
          sum += Math.max(0, planes[row][y * SIZE + column] + 1000);
        }
        double metres = sum / 1000 / SIZE;
        image[row * SIZE + column] =
            (short) Math.clamp(Math.round(Math.sqrt(metres) * 1950 - 700), -1024, 1500);
      }
    }
    return image;
  }

  /**
   * A cut seen from the front.
   *
   * @param y the row of the planes at which to cut, from front to back
   */
  short[] coronal(int y) {
    short[] image = new short[planes.length * SIZE];
    for (int row = 0; row < planes.length; row++) {
      System.arraycopy(planes[row], y * SIZE, image, row * SIZE, SIZE);
    }
    return image;
  }
}
