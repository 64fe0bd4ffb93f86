package io.medseal.demo.ct;

import java.util.Arrays;

/**
 * One axial plane through the body: Hounsfield units on a square grid whose middle is x = y = 0.
 */
final class Plane {
  static final float AIR = -1000;

  /** Where a shape may paint. */
  interface Region {
    Region EVERYWHERE = (x, y) -> true;

    boolean contains(double x, double y);
  }

  /** The density at a point, given the one painted before. */
  interface Density {
    float at(double x, double y, float before);
  }

  private final int size;
  private final double spacing;
  private final double depth;
  private final Torso torso;
  private final float[] hounsfield;

  /**
   * A plane of air.
   *
   * @param size pixels a side
   * @param spacing millimetres from pixel to pixel
   * @param depth millimetres below the top of the lungs
   */
  Plane(int size, double spacing, double depth) {
    this.size = size;
    this.spacing = spacing;
    this.depth = depth;
    this.torso = new Torso(depth);
    this.hounsfield = new float[size * size];
    Arrays.fill(hounsfield, AIR);
  }

  double depth() {
    return depth;
  }

  /** The outlines of the trunk in this plane. */
  Torso torso() {
    return torso;
  }

  /** The values row by row, not copied. */
  float[] hounsfield() {
    return hounsfield;
  }

  int size() {
    return size;
  }

  /** Where the first row or column lies. */
  double first() {
    return -(size - 1) / 2.0 * spacing;
  }

  /** Paints every pixel of a box. */
  void paint(double left, double right, double front, double back, Density density) {
    int x0 = Math.max(pixel(left), 0);
    int x1 = Math.min(pixel(right) + 1, size - 1);
    int y0 = Math.max(pixel(front), 0);
    int y1 = Math.min(pixel(back) + 1, size - 1);
    for (int row = y0; row <= y1; row++) {
      double y = first() + row * spacing;
      for (int column = x0; column <= x1; column++) {
        int i = row * size + column;
        hounsfield[i] = density.at(first() + column * spacing, y, hounsfield[i]);
      }
    }
  }

  /** Paints an ellipse with a soft edge. */
  void ellipse(Ellipse ellipse, Substance substance, Region clip) {
    if (ellipse.least() < 0.2) {
      return;
    }
    double reach = ellipse.reach() + spacing;
    double edge = ellipse.least() / spacing;
    paint(
        ellipse.cx() - reach,
        ellipse.cx() + reach,
        ellipse.cy() - reach,
        ellipse.cy() + reach,
        (x, y, before) -> {
          double square = ellipse.square(x, y);
          if (square > 2 || !clip.contains(x, y)) {
            return before;
          }
          return mix(before, substance.at(y), (1 - Math.sqrt(square)) * edge + 0.5);
        });
  }

  void ellipse(double cx, double cy, double rx, double ry, double density) {
    ellipse(new Ellipse(cx, cy, rx, ry, 0), Substance.of(density), Region.EVERYWHERE);
  }

  /** Paints a rounded bar between two points of the plane. */
  void bar(double ax, double ay, double bx, double by, double radius, double density) {
    cone(new Segment(ax, ay, depth, radius, bx, by, depth, radius, Substance.of(density)));
  }

  /** Paints what this plane cuts out of a round tube piece. */
  void cone(Segment s) {
    double reach = Math.max(s.ra(), s.rb()) + spacing;
    double dx = s.bx() - s.ax();
    double dy = s.by() - s.ay();
    double dd = s.bd() - s.ad();
    double length = dx * dx + dy * dy + dd * dd;
    // Only the part of the piece that is within reach of the plane matters.
    double from = 0;
    double to = 1;
    if (Math.abs(dd) > 1e-9) {
      double t0 = (depth - reach - s.ad()) / dd;
      double t1 = (depth + reach - s.ad()) / dd;
      from = Math.max(0, Math.min(t0, t1));
      to = Math.min(1, Math.max(t0, t1));
      if (from > to) {
        return;
      }
    } else if (Math.abs(depth - s.ad()) > reach) {
      return;
    }
    double x0 = s.ax() + from * dx;
    double x1 = s.ax() + to * dx;
    double y0 = s.ay() + from * dy;
    double y1 = s.ay() + to * dy;
    paint(
        Math.min(x0, x1) - reach,
        Math.max(x0, x1) + reach,
        Math.min(y0, y1) - reach,
        Math.max(y0, y1) + reach,
        (x, y, before) -> {
          double px = x - s.ax();
          double py = y - s.ay();
          double pd = depth - s.ad();
          double t = length == 0 ? 0 : (px * dx + py * dy + pd * dd) / length;
          t = Math.clamp(t, 0.0, 1.0);
          double qx = px - t * dx;
          double qy = py - t * dy;
          double qd = pd - t * dd;
          double distance = Math.sqrt(qx * qx + qy * qy + qd * qd);
          double radius = s.ra() + t * (s.rb() - s.ra());
          return mix(before, s.substance().at(y), (radius - distance) / spacing + 0.5);
        });
  }

  private static float mix(float before, float density, double cover) {
    if (cover <= 0) {
      return before;
    }
    return cover >= 1 ? density : (float) (before + cover * (density - before));
  }

  private int pixel(double position) {
    return (int) Math.floor((position - first()) / spacing);
  }
}
