package io.medseal.demo.angiography;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The left coronary artery in a plane: pieces with a width, by their distance from its mouth. */
final class ArteryTree {
  /** Where the artery leaves the aorta, in pixels. */
  static final double MOUTH_X = 268;

  static final double MOUTH_Y = 128;

  private static final double THINNEST = 1.1;

  /**
   * A piece of an artery.
   *
   * @param travelled the way from the mouth to its end, in pixels
   */
  record Piece(double ax, double ay, double bx, double by, double width, double travelled) {}

  private final List<Piece> pieces = new ArrayList<>();
  private final SplittableRandom random;

  ArteryTree(long seed) {
    random = new SplittableRandom(seed);
    // x, y, width: the left main, then the descending and the circumflex branch.
    double[] main = {MOUTH_X, MOUTH_Y, 12, 292, 134, 11.5, 312, 144, 11};
    double end = artery(0, main, 0);
    double[] descending = {
      312, 144, 9.5, 352, 142, 9, 396, 158, 8.6, 424, 184, 8, 436, 205, 3.0, 443, 217, 2.6, 450,
      232, 6.6, 458, 272, 6, 452, 316, 5, 436, 356, 4, 414, 388, 3, 396, 402, 2
    };
    double[] circumflex = {
      312, 144, 8.5, 316, 172, 8, 306, 204, 7.4, 288, 240, 6.6, 276, 282, 5.6, 280, 326, 4.4, 294,
      362, 3.2, 306, 384, 2
    };
    artery(end, descending, 7);
    artery(end, circumflex, 6);
    double[][] sides = {
      {400, 160, 5.6, 420, 214, 4.8, 422, 264, 3.8, 408, 312, 2.6, 398, 340, 1.6},
      {430, 196, 4.6, 478, 232, 4, 500, 276, 3.2, 506, 320, 2.2, 500, 346, 1.4},
      {304, 208, 5.2, 334, 246, 4.6, 346, 294, 3.6, 342, 340, 2.4, 334, 366, 1.4},
      {288, 240, 4.8, 312, 282, 4, 320, 326, 3, 316, 362, 1.6},
      {364, 145, 3.6, 352, 190, 3, 356, 236, 2.2, 364, 270, 1.4},
    };
    for (double[] side : sides) {
      double from = Math.hypot(side[0] - MOUTH_X, side[1] - MOUTH_Y) * 1.15;
      artery(from, side, 4);
    }
  }

  List<Piece> pieces() {
    return pieces;
  }

  /** Adds a smooth artery with some twigs, and answers how far its end is from the mouth. */
  private double artery(double travelled, double[] points, int twigs) {
    int count = points.length / 3;
    int steps = 10;
    double way = travelled;
    double lastX = points[0];
    double lastY = points[1];
    int total = (count - 1) * steps;
    for (int i = 1; i <= total; i++) {
      double[] p = between(points, count, (i - 1) / steps, ((i - 1) % steps + 1) / (double) steps);
      way += Math.hypot(p[0] - lastX, p[1] - lastY);
      pieces.add(new Piece(lastX, lastY, p[0], p[1], p[2], way));
      if (twigs > 0 && i % Math.max(1, total / twigs) == total / twigs / 2) {
        double heading = Math.atan2(p[1] - lastY, p[0] - lastX);
        double side = random.nextBoolean() ? 1 : -1;
        twig(p[0], p[1], heading + side * random.nextDouble(0.5, 1.1), p[2] * 0.42, way, 0);
      }
      lastX = p[0];
      lastY = p[1];
    }
    return way;
  }

  private void twig(
      double x, double y, double heading, double width, double travelled, int generation) {
    if (width < THINNEST || generation > 4) {
      return;
    }
    double way = travelled;
    double px = x;
    double py = y;
    double direction = heading;
    double length = 22 + 16 * random.nextDouble();
    double bend = random.nextDouble(-0.09, 0.09);
    for (double done = 0; done < length; done += 5) {
      // Twigs turn down, towards the tip of the heart.
      direction += bend + 0.05 * Math.cos(direction);
      double qx = px + 5 * Math.cos(direction);
      double qy = py + 5 * Math.sin(direction);
      way += 5;
      pieces.add(new Piece(px, py, qx, qy, width * (1 - 0.25 * done / length), way));
      px = qx;
      py = qy;
    }
    twig(px, py, direction + random.nextDouble(0.1, 0.5), width * 0.78, way, generation + 1);
    twig(px, py, direction - random.nextDouble(0.1, 0.6), width * 0.68, way, generation + 1);
  }

  /** Between point i and the next: a smooth curve, with widths that never overshoot. */
  private static double[] between(double[] points, int count, int i, double t) {
    double[] result = new double[3];
    for (int k = 0; k < 3; k++) {
      double p0 = points[3 * Math.max(i - 1, 0) + k];
      double p1 = points[3 * i + k];
      double p2 = points[3 * (i + 1) + k];
      double p3 = points[3 * Math.min(i + 2, count - 1) + k];
      double slope1 = k == 2 ? 0 : (p2 - p0) / 2;
      double slope2 = k == 2 ? 0 : (p3 - p1) / 2;
      double u = t * t * (3 - 2 * t);
      result[k] = p1 + (p2 - p1) * u + slope1 * t * (1 - t) * (1 - t) - slope2 * t * t * (1 - t);
    }
    return result;
  }
}
