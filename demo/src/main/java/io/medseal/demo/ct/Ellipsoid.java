package io.medseal.demo.ct;

/**
 * An organ like an egg.
 *
 * @param turn about the axis of the body, in radians
 * @param insideBody whether the ribs and the wall of the belly limit it
 */
record Ellipsoid(
    double cx,
    double cy,
    double cd,
    double rx,
    double ry,
    double rd,
    double turn,
    Substance substance,
    boolean insideBody)
    implements Shape {

  static Ellipsoid of(
      double cx, double cy, double cd, double rx, double ry, double rd, double density) {
    return new Ellipsoid(cx, cy, cd, rx, ry, rd, 0, Substance.of(density), false);
  }

  Ellipsoid turned(double degrees) {
    return new Ellipsoid(cx, cy, cd, rx, ry, rd, Math.toRadians(degrees), substance, insideBody);
  }

  Ellipsoid limitedByBody() {
    return new Ellipsoid(cx, cy, cd, rx, ry, rd, turn, substance, true);
  }

  /** The same place and proportions, each radius smaller by so many millimetres. */
  Ellipsoid shrunk(double by, Substance other) {
    return new Ellipsoid(cx, cy, cd, rx - by, ry - by, rd - by, turn, other, insideBody);
  }

  Ellipsoid shrunk(double by, double density) {
    return shrunk(by, Substance.of(density));
  }

  /** What a plane cuts out; a point where it cuts nothing. */
  Ellipse section(double depth) {
    double w = (depth - cd) / rd;
    double scale = Math.sqrt(Math.max(1e-12, 1 - w * w));
    return new Ellipse(cx, cy, rx * scale, ry * scale, turn);
  }

  @Override
  public double top() {
    return cd - rd;
  }

  @Override
  public double bottom() {
    return cd + rd;
  }

  @Override
  public void paint(Plane plane) {
    Torso torso = plane.torso();
    plane.ellipse(
        section(plane.depth()),
        substance,
        insideBody ? (x, y) -> torso.cavity(x, y) < 0.96 : Plane.Region.EVERYWHERE);
  }
}
