package io.medseal.demo.ct;

/** A measure that changes smoothly with the depth in the body. */
final class Profile {
  private final double[] points;

  private Profile(double[] points) {
    this.points = points;
  }

  /** A profile through pairs of depth and value, by rising depth. */
  static Profile of(double... points) {
    return new Profile(points);
  }

  double at(double depth) {
    int last = points.length - 2;
    if (depth <= points[0]) {
      return points[1];
    }
    if (depth >= points[last]) {
      return points[last + 1];
    }
    int i = 0;
    while (depth > points[i + 2]) {
      i += 2;
    }
    double t = (depth - points[i]) / (points[i + 2] - points[i]);
    double eased = 0.5 * t + 0.5 * t * t * (3 - 2 * t);
    return points[i + 1] + eased * (points[i + 3] - points[i + 1]);
  }
}
