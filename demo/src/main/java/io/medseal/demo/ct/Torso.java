package io.medseal.demo.ct;

/** The outlines of the trunk: skin, wall, the cavity within, the lungs and the domes below them. */
final class Torso {
  private static final Profile WIDTH =
      Profile.of(-20, 180, 30, 180, 80, 172, 150, 165, 220, 160, 300, 153, 370, 153);
  private static final Profile FRONT =
      Profile.of(-20, 74, 30, 92, 80, 108, 150, 116, 220, 116, 300, 112, 370, 112);
  private static final Profile BACK =
      Profile.of(-20, 98, 30, 106, 80, 113, 150, 117, 220, 115, 300, 106, 370, 102);
  private static final Profile CAVITY_WIDTH =
      Profile.of(-8, 40, 15, 76, 40, 102, 80, 122, 130, 130, 200, 132, 280, 128, 370, 122);
  private static final Profile CAVITY_HEIGHT =
      Profile.of(-8, 14, 15, 40, 40, 62, 80, 80, 130, 88, 200, 90, 280, 84, 370, 76);
  private static final Profile CAVITY_MIDDLE =
      Profile.of(-8, 22, 40, 10, 130, 0, 200, 0, 280, -6, 370, -12);
  private static final Profile SPINE =
      Profile.of(-20, 40, 60, 50, 130, 56, 220, 52, 300, 42, 370, 36);

  static final Ellipsoid PERICARDIUM = Ellipsoid.of(16, -20, 168, 66, 46, 52, -60).turned(-28);
  static final Ellipsoid RIGHT_DOME = Ellipsoid.of(-60, 0, 287, 76, 98, 100, 50);
  static final Ellipsoid LEFT_DOME = Ellipsoid.of(60, 0, 292, 74, 96, 90, 50);

  private static final double LUNGS_END = 287;

  private final double depth;
  private final double width;
  private final double front;
  private final double back;
  private final double cavityWidth;
  private final double cavityHeight;
  private final double cavityMiddle;
  private final double spine;
  private final Ellipse column;
  private final Ellipse spineBulge;
  private final Ellipse aortaBulge = new Ellipse(24, 38, 17, 17, 0);
  private final Ellipse pericardium;
  private final Ellipse rightDome;
  private final Ellipse leftDome;

  /** The outlines at a depth, in millimetres. */
  Torso(double depth) {
    this.depth = depth;
    width = WIDTH.at(depth);
    front = FRONT.at(depth);
    back = BACK.at(depth);
    cavityWidth = CAVITY_WIDTH.at(depth);
    cavityHeight = CAVITY_HEIGHT.at(depth);
    cavityMiddle = CAVITY_MIDDLE.at(depth);
    spine = SPINE.at(depth);
    column = new Ellipse(0, 10, depth < 60 ? 40 - depth * 0.15 : 31, depth < 120 ? 52 : 44, 0);
    spineBulge = new Ellipse(0, spine + 22, 40, 38, 0);
    pericardium = PERICARDIUM.section(depth);
    rightDome = RIGHT_DOME.section(depth);
    leftDome = LEFT_DOME.section(depth);
  }

  /** How far out a point lies: below 1 within the skin. */
  double skin(double x, double y) {
    return rounded(x / width, y / (y < 0 ? front : back));
  }

  /** How far out a point lies: below 1 within ribs and belly wall. */
  double cavity(double x, double y) {
    return wall(x, y, 0, 0);
  }

  /** As {@link #cavity}, for an outline that is so many millimetres farther out. */
  double wall(double x, double y, double outX, double outY) {
    return rounded(x / (cavityWidth + outX), (y - cavityMiddle) / (cavityHeight + outY));
  }

  /** Millimetres from the middle to the skin at the side. */
  double width() {
    return width;
  }

  /** Millimetres from the middle to the skin of the back. */
  double back() {
    return back;
  }

  /** Half of the width between the ribs. */
  double cavityWidth() {
    return cavityWidth;
  }

  /** Half of the height between the ribs. */
  double cavityHeight() {
    return cavityHeight;
  }

  double cavityMiddle() {
    return cavityMiddle;
  }

  /** The front-to-back position of the middle of a vertebra. */
  double spine() {
    return spine;
  }

  boolean isLung(double x, double y) {
    return depth > 0
        && depth < LUNGS_END
        && cavity(x, y) < 0.95
        && !isMediastinum(x, y)
        && dome(x, y) > 1;
  }

  /** Whether a point lies under one of the domes, in the belly. */
  boolean isBelly(double x, double y) {
    return depth > LUNGS_END || (cavity(x, y) < 1 && dome(x, y) < 1);
  }

  /** How far out a point lies in the dome of its side: below 1 under it. */
  double dome(double x, double y) {
    return (x < 0 ? rightDome : leftDome).square(x, y);
  }

  /** The space between the lungs: heart, great vessels, spine. */
  private boolean isMediastinum(double x, double y) {
    return Math.abs(x) < 3 + Math.max(0, (depth - 60) * 0.012)
        || column.square(x, y) < 1
        || isSpine(x, y)
        || (depth > 80 && aortaBulge.square(x, y) < 1)
        || pericardium.square(x, y) < 1;
  }

  /** The spine with the muscles beside it, which bulge into the back of the cavity. */
  boolean isSpine(double x, double y) {
    return spineBulge.square(x, y) < 1;
  }

  /** An outline between an ellipse and a box, as a trunk is. */
  private static double rounded(double u, double v) {
    return Math.sqrt(Math.max(0, u * u + v * v - 0.24 * Math.min(u * u * v * v, 1)));
  }
}
