package io.medseal.demo.ct;

/** An ellipse in a plane, turned about its middle. */
final class Ellipse {
  private final double cx;
  private final double cy;
  private final double rx;
  private final double ry;
  private final double cos;
  private final double sin;

  Ellipse(double cx, double cy, double rx, double ry, double turn) {
    this.cx = cx;
    this.cy = cy;
    this.rx = rx;
    this.ry = ry;
    this.cos = Math.cos(turn);
    this.sin = Math.sin(turn);
  }

  double cx() {
    return cx;
  }

  double cy() {
    return cy;
  }

  /** No point of the ellipse is farther from its middle. */
  double reach() {
    return Math.max(rx, ry);
  }

  double least() {
    return Math.min(rx, ry);
  }

  /** 1 on the outline, less inside. */
  double square(double x, double y) {
    double u = ((x - cx) * cos + (y - cy) * sin) / rx;
    double v = ((y - cy) * cos - (x - cx) * sin) / ry;
    return u * u + v * v;
  }
}
