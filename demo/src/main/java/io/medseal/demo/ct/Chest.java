package io.medseal.demo.ct;

import java.util.ArrayList;
import java.util.List;

/** Heart, great vessels and airways, with contrast medium in the blood, and the lungs' vessels. */
final class Chest {
  private static final double ARTERY = 265;
  private static final double LUNG_ARTERY = 240;
  private static final double VEIN = 195;
  private static final double MUSCLE = 105;
  private static final double WALL = 35;

  private Chest() {}

  static List<Shape> all(long seed) {
    List<Shape> shapes = new ArrayList<>();
    shapes.addAll(lungs(seed));
    shapes.addAll(airways());
    shapes.addAll(heart());
    shapes.addAll(vessels());
    return shapes;
  }

  private static List<Shape> heart() {
    Ellipsoid pericardium = Torso.PERICARDIUM.shrunk(2, 40);
    Ellipsoid left = Ellipsoid.of(44, -26, 178, 44, 29, 36, MUSCLE).turned(-38);
    Ellipsoid right = Ellipsoid.of(9, -47, 176, 42, 17, 34, MUSCLE).turned(-24);
    return List.of(
        pericardium,
        pericardium.shrunk(1, -88),
        left,
        right,
        Ellipsoid.of(-29, -12, 166, 24, 28, 33, 60).turned(10),
        Ellipsoid.of(-29, -12, 166, 22, 26, 31, VEIN).turned(10),
        right.shrunk(3.5, VEIN + 15),
        Ellipsoid.of(1, 13, 150, 36, 20, 23, 70),
        Ellipsoid.of(1, 13, 150, 34, 18, 21, ARTERY - 10),
        Ellipsoid.of(41, -24, 174, 32, 17, 26, ARTERY).turned(-38),
        // The muscles that hold the valves.
        Ellipsoid.of(56, -24, 180, 6, 4, 10, MUSCLE).turned(-38),
        Ellipsoid.of(44, -40, 182, 5, 4, 9, MUSCLE).turned(-38));
  }

  private static List<Shape> vessels() {
    List<Shape> shapes = new ArrayList<>();
    double[] lungTrunk = {22, -50, 158, 14, 20, -42, 138, 14, 17, -24, 118, 14, 14, -8, 112, 13};
    double[] rightLungArtery = {14, -8, 113, 13, -8, -2, 114, 11, -32, 2, 117, 10, -50, 8, 122, 9};
    double[] leftLungArtery = {14, -8, 111, 13, 32, 4, 106, 11, 46, 16, 110, 10, 50, 24, 122, 8};
    for (double[] vessel : List.of(lungTrunk, rightLungArtery, leftLungArtery)) {
      shapes.addAll(Tubes.through(WALL, Tubes.widened(1, vessel)));
    }
    for (double[] vessel : List.of(lungTrunk, rightLungArtery, leftLungArtery)) {
      shapes.addAll(Tubes.through(LUNG_ARTERY, vessel));
    }
    double[] upperCava = {-26, -22, 60, 8, -29, -18, 85, 9, -28, -16, 140, 10};
    double[] lowerCava = {
      -25, -4, 186, 12, -22, 10, 205, 13, -20, 14, 250, 12, -19, 14, 300, 11, -18, 14, 380, 11
    };
    double[] leftVein = {75, -32, 22, 5, 42, -38, 36, 7, 5, -36, 52, 7, -26, -24, 62, 8};
    double[] rightVein = {-75, -30, 20, 5, -42, -28, 36, 7, -28, -24, 60, 8};
    shapes.addAll(Tubes.through(VEIN - 35, lowerCava));
    for (double[] vessel : List.of(upperCava, leftVein, rightVein)) {
      shapes.addAll(Tubes.through(VEIN, vessel));
    }
    double[] aorta = {
      10, -20, 160, 15, -4, -26, 146, 16, -13, -27, 120, 16, -12, -25, 95, 15, -2, -14, 80, 14, 10,
      6, 74, 13, 21, 26, 82, 13, 24, 38, 105, 12.5, 24, 40, 150, 12, 18, 37, 210, 11.5, 8, 26, 260,
      10.5, 6, 16, 310, 9.5, 6, 12, 380, 9
    };
    shapes.addAll(Tubes.through(WALL + 10, Tubes.widened(1.3, aorta)));
    shapes.addAll(Tubes.through(ARTERY, aorta));
    // A little chalk in the wall, as people of this age have.
    shapes.addAll(Tubes.through(700, 16, 17, 73, 1.6, 22, 17, 77, 1.2));
    shapes.addAll(Tubes.through(650, 14, 26, 288, 1.2, 15, 24, 296, 1.4));
    shapes.addAll(branchesOfTheArch());
    shapes.addAll(coronaries());
    // The gullet, with a speck of air.
    shapes.addAll(
        Tubes.through(
            42, 2, 27, -10, 7, 5, 31, 90, 7, 4, 36, 150, 7.5, 10, 24, 205, 8, 24, 10, 232, 9));
    shapes.addAll(Tubes.through(-500, 3, 28, 60, 1.5, 5, 31, 100, 1.8, 4, 35, 120, 0.8));
    // The vein beside the spine, and the shield gland at the top.
    shapes.addAll(Tubes.through(VEIN - 40, -8, 42, 120, 3.5, -9, 40, 200, 3.5, -10, 34, 270, 2.5));
    shapes.add(Ellipsoid.of(-17, -6, -6, 9, 11, 18, 175));
    shapes.add(Ellipsoid.of(17, -6, -6, 9, 11, 18, 175));
    return shapes;
  }

  private static List<Shape> branchesOfTheArch() {
    List<Shape> shapes = new ArrayList<>();
    shapes.addAll(
        Tubes.through(ARTERY, -8, -20, 82, 7, -15, -16, 62, 7, -22, -10, 40, 7, -30, 0, 26, 5.5));
    shapes.addAll(Tubes.through(ARTERY, -24, -8, 36, 4.5, -26, -8, 10, 4, -27, -6, -20, 4));
    shapes.addAll(
        Tubes.through(ARTERY, -30, 0, 26, 5.5, -60, 2, 10, 4.5, -95, -8, 12, 4, -130, -4, 14, 4));
    shapes.addAll(
        Tubes.through(ARTERY, 2, -8, 80, 5.5, 13, -4, 55, 4.5, 22, -4, 20, 4.2, 26, -4, -20, 4));
    shapes.addAll(
        Tubes.through(
            ARTERY, 15, 14, 78, 6.5, 24, 12, 55, 5.5, 32, 8, 28, 5.5, 62, 2, 12, 4.5, 95, -8, 12, 4,
            130, -4, 14, 4));
    return shapes;
  }

  private static List<Shape> coronaries() {
    List<Shape> shapes = new ArrayList<>();
    shapes.addAll(
        Tubes.through(
            ARTERY, 6, -30, 146, 2.2, 22, -36, 146, 2, 34, -48, 160, 1.8, 48, -56, 180, 1.5, 62,
            -54, 200, 1.1));
    shapes.addAll(
        Tubes.through(
            ARTERY, 16, -34, 146, 1.9, 36, -20, 150, 1.8, 52, -2, 164, 1.6, 54, 10, 182, 1.2));
    shapes.addAll(
        Tubes.through(
            ARTERY, -14, -34, 150, 2, -22, -46, 160, 1.9, -24, -40, 182, 1.7, -4, -18, 206, 1.3));
    return shapes;
  }

  private static List<Shape> airways() {
    double[] windpipe = {0, 4, -60, 8.5, 0, 6, 10, 8.5, 0, 14, 60, 8.5, -1, 19, 94, 9};
    double[] right = {-1, 19, 94, 8, -20, 22, 108, 7, -38, 22, 120, 6.5, -44, 28, 145, 4.5};
    double[] left = {-1, 19, 94, 8, 20, 24, 110, 6.2, 40, 28, 126, 5.5, 46, 36, 150, 4};
    double[][] branches = {
      {-20, 22, 107, 5.5, -42, 16, 104, 4, -62, 8, 96, 2.6, -78, 0, 84, 1.6},
      {-40, 22, 124, 4, -58, 4, 140, 3, -72, -18, 152, 1.8},
      {-44, 28, 144, 4, -56, 42, 172, 3, -66, 52, 205, 1.8},
      {-43, 26, 138, 3.4, -66, 34, 150, 2.2, -88, 36, 160, 1.3},
      {36, 26, 122, 4.4, 52, 10, 114, 3.2, 70, -6, 102, 1.8},
      {46, 36, 150, 4, 56, 46, 178, 2.8, 66, 56, 210, 1.6},
      {44, 34, 144, 3.2, 68, 38, 158, 2, 90, 38, 168, 1.2},
    };
    List<Shape> shapes = new ArrayList<>();
    List<double[]> all = new ArrayList<>(List.of(windpipe, right, left));
    all.addAll(List.of(branches));
    for (double[] airway : all) {
      shapes.addAll(Tubes.through(WALL, Tubes.widened(1.3, airway)));
    }
    for (double[] airway : all) {
      shapes.addAll(Tubes.through(Plane.AIR, airway));
    }
    return shapes;
  }

  private static List<Shape> lungs(long seed) {
    List<Shape> shapes = new ArrayList<>();
    double[][] targets = {
      // x, y, depth of where the trunk heads on the right side, and its radius
      {-62, -2, 70, 4.6},
      {-74, -38, 100, 4.2},
      {-80, 36, 110, 3.8},
      {-72, -34, 160, 4.0},
      {-88, 10, 165, 4.0},
      {-70, 50, 190, 4.6},
      {-60, 62, 150, 3.4},
      {-92, 42, 215, 3.4},
      {-50, -20, 50, 3.2},
      {-98, -5, 128, 3.8},
      {-90, -20, 190, 3.2},
      {-80, 28, 72, 3.4},
      {-62, -56, 130, 3.4},
      {-88, 45, 138, 3.4},
      {-58, 56, 112, 3.2},
      {-45, -45, 95, 3.0},
    };
    for (int side = -1; side <= 1; side += 2) {
      int right = -side;
      int sign = side;
      VesselTree tree =
          new VesselTree(
              seed + side,
              (x, y, depth) -> {
                Torso torso = new Torso(depth);
                return x * sign > 0 && torso.cavity(x, y) < 0.93 && torso.isLung(x, y);
              },
              70);
      Vector artery = new Vector(-44 * right, side > 0 ? 15 : 12, 120);
      Vector vein = new Vector(-36 * right, 10, 146);
      for (double[] target : targets) {
        Vector to = new Vector(target[0] * right, target[1], target[2]);
        tree.grow(artery, to, target[3]);
        tree.grow(vein, to.plus(new Vector(-6 * right, 10, 12)), target[3] * 0.8);
      }
      shapes.addAll(tree.grown());
    }
    // What the report speaks of: a round spot of 8 mm in the right upper lobe.
    shapes.add(Ellipsoid.of(-78, -24, 84, 4, 4, 4, 35));
    return shapes;
  }
}
