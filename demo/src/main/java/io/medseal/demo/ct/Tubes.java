package io.medseal.demo.ct;

import java.util.ArrayList;
import java.util.List;

/** Makes vessels, airways, bowel and ribs out of a few points. */
final class Tubes {
  private static final int PIECES = 6;

  private Tubes() {}

  /**
   * A smooth tube through points.
   *
   * @param points x, y, depth and radius of each, in millimetres
   */
  static List<Segment> through(double density, double... points) {
    int count = points.length / 4;
    List<Segment> pieces = new ArrayList<>();
    double[] last = point(points, 0);
    for (int i = 0; i < count - 1; i++) {
      for (int piece = 1; piece <= PIECES; piece++) {
        double[] next = between(points, count, i, piece / (double) PIECES);
        pieces.add(
            new Segment(
                last[0],
                last[1],
                last[2],
                last[3],
                next[0],
                next[1],
                next[2],
                next[3],
                Substance.of(density)));
        last = next;
      }
    }
    return pieces;
  }

  /** The same points with another radius: a wall around a lumen, or a core within a shell. */
  static double[] widened(double by, double... points) {
    double[] result = points.clone();
    for (int i = 3; i < result.length; i += 4) {
      result[i] += by;
    }
    return result;
  }

  /** The same points on the other side of the body. */
  static double[] mirrored(double... points) {
    double[] result = points.clone();
    for (int i = 0; i < result.length; i += 4) {
      result[i] = -result[i];
    }
    return result;
  }

  /** Between point i and the next, on a Catmull-Rom curve. */
  private static double[] between(double[] points, int count, int i, double t) {
    double[] result = new double[4];
    for (int k = 0; k < 4; k++) {
      double p0 = points[4 * Math.max(i - 1, 0) + k];
      double p1 = points[4 * i + k];
      double p2 = points[4 * (i + 1) + k];
      double p3 = points[4 * Math.min(i + 2, count - 1) + k];
      result[k] =
          0.5
              * (2 * p1
                  + (p2 - p0) * t
                  + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t * t
                  + (3 * p1 - p0 - 3 * p2 + p3) * t * t * t);
    }
    result[3] = Math.max(result[3], 0.1);
    return result;
  }

  private static double[] point(double[] points, int i) {
    return new double[] {points[4 * i], points[4 * i + 1], points[4 * i + 2], points[4 * i + 3]};
  }
}
