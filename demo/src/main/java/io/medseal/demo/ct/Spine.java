package io.medseal.demo.ct;

/** Vertebrae with their arches, the discs between them, and the cord. */
final class Spine implements Shape {
  private static final double HARD = 640;
  private static final double SPONGY = 190;
  private static final double DISC = 85;
  private static final double LIQUID = 22;
  private static final double CORD = 42;

  @Override
  public double top() {
    return -50;
  }

  @Override
  public double bottom() {
    return 500;
  }

  @Override
  public void paint(Plane plane) {
    double depth = plane.depth();
    double y = plane.torso().spine();
    // Vertebrae grow taller and wider towards the feet.
    double height = depth < 260 ? 24 : 29;
    double within = ((depth % height) + height) % height / height;
    double wide = 15.5 + Math.max(depth, 0) * 0.026;
    double deep = 12.5 + Math.max(depth, 0) * 0.014;
    boolean disc = within < 0.17;
    boolean endplate = !disc && (within < 0.24 || within > 0.94);
    arch(plane, y, deep, within);
    if (disc) {
      plane.ellipse(0, y, wide + 1, deep + 0.5, DISC);
    } else {
      plane.ellipse(0, y, wide, deep, HARD);
      plane.ellipse(0, y, wide - 1.8, deep - 1.8, endplate ? HARD * 0.75 : SPONGY);
      // The vein in the middle of a vertebra.
      if (within > 0.5 && within < 0.62) {
        plane.bar(0, y + 2, 0, y + deep, 1.2, 90);
      }
    }
    double canal = y + deep + 8;
    plane.ellipse(0, canal, 10.5, 8.5, -20);
    plane.ellipse(0, canal, 9, 7.2, LIQUID);
    plane.ellipse(0, canal, 5, 3.8, CORD);
  }

  private static void arch(Plane plane, double y, double deep, double within) {
    double canal = y + deep + 8;
    double hard = HARD * 0.85;
    boolean joint = within < 0.3 || within > 0.85;
    for (int side = -1; side <= 1; side += 2) {
      if (within > 0.2 && within < 0.6) {
        plane.bar(side * 12.5, y + deep - 3, side * 12.5, canal + 4, 3.6, hard);
        plane.bar(side * 13, canal + 4, side * 31, canal + 11, 3.8, hard);
        plane.bar(side * 15, canal + 5, side * 29, canal + 10, 2.0, SPONGY);
      }
      if (within > 0.35) {
        plane.bar(side * 12, canal + 6, 0, canal + 13, 3.1, hard);
      }
      if (joint) {
        // Two facets with their gap.
        plane.bar(side * 11, canal + 7, side * 17, canal + 3, 4.2, hard);
        plane.bar(side * 12.5, canal + 10, side * 18, canal + 5.5, 0.7, 120);
        plane.bar(side * 12, canal + 12, side * 18, canal + 8, 2.6, hard);
      }
    }
    if (within > 0.45 || within < 0.15) {
      double length = within > 0.45 ? 16 + 10 * within : 24;
      plane.bar(0, canal + 13, 0, canal + 13 + length * 0.8, 3.0, hard);
      plane.bar(0, canal + 14, 0, canal + 12 + length * 0.8, 1.2, SPONGY);
    }
  }
}
