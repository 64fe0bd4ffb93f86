package io.medseal.demo.ct;

/** A piece of a round tube, from a to b, with a radius at either end, in millimetres. */
record Segment(
    double ax,
    double ay,
    double ad,
    double ra,
    double bx,
    double by,
    double bd,
    double rb,
    Substance substance)
    implements Shape {

  Segment of(Substance other) {
    return new Segment(ax, ay, ad, ra, bx, by, bd, rb, other);
  }

  @Override
  public double top() {
    return Math.min(ad, bd) - Math.max(ra, rb);
  }

  @Override
  public double bottom() {
    return Math.max(ad, bd) + Math.max(ra, rb);
  }

  @Override
  public void paint(Plane plane) {
    plane.cone(this);
  }
}
