package io.medseal.demo.ct;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The organs under the diaphragm, some seconds after contrast medium was given. */
final class Belly {
  private static final double LIVER = 112;
  private static final double SPLEEN = 128;
  private static final double BOWEL_WALL = 72;
  private static final double PORTAL = 172;
  private static final double WATER = 12;

  private Belly() {}

  static List<Shape> all(long seed) {
    List<Shape> shapes = new ArrayList<>();
    shapes.addAll(bowel(seed));
    shapes.addAll(liver(seed));
    shapes.addAll(stomachAndSpleen());
    for (int side = -1; side <= 1; side += 2) {
      shapes.addAll(kidney(side));
      double[] psoas = {side * 24, 44, 285, 4, side * 33, 42, 330, 13, side * 40, 36, 390, 18};
      shapes.addAll(Tubes.through(60, psoas));
    }
    shapes.addAll(
        Tubes.through(
            98, -24, -8, 322, 12, -4, -18, 312, 9, 22, -10, 302, 8.5, 48, 6, 292, 8, 76, 26, 282,
            6));
    shapes.addAll(
        Tubes.through(
            PORTAL, 74, 32, 280, 3.5, 40, 8, 294, 4.5, 6, -6, 308, 5.5, -14, -6, 304, 6.5));
    // The vessels to the gut, beside the aorta.
    shapes.addAll(
        Tubes.through(255, 6, 12, 306, 3.5, 6, 0, 318, 3.5, 4, -14, 345, 3.2, 0, -24, 390, 3));
    shapes.addAll(Tubes.through(PORTAL, -6, -8, 308, 6, -10, -14, 345, 5.5, -12, -24, 390, 5));
    return shapes;
  }

  private static List<Shape> liver(long seed) {
    List<Shape> shapes = new ArrayList<>();
    Ellipsoid right = Torso.RIGHT_DOME.shrunk(2.5, LIVER).limitedByBody();
    Ellipsoid left = Ellipsoid.of(4, -48, 262, 72, 36, 48, LIVER).turned(-8).limitedByBody();
    shapes.add(right);
    shapes.add(left);
    VesselTree.Organ organ =
        (x, y, depth) ->
            depth > 200
                && depth < 350
                && (right.section(depth).square(x, y) < 0.86
                    || left.section(depth).square(x, y) < 0.8)
                && new Torso(depth).cavity(x, y) < 0.92;
    VesselTree veins = new VesselTree(seed + 11, organ, PORTAL - 12);
    Vector cava = new Vector(-22, 8, 216);
    veins.grow(cava, new Vector(-70, 20, 240), 4.6);
    veins.grow(cava, new Vector(-58, -30, 240), 4.4);
    veins.grow(cava, new Vector(-10, -40, 238), 4.0);
    VesselTree portal = new VesselTree(seed + 12, organ, PORTAL);
    Vector gate = new Vector(-28, -8, 292);
    portal.grow(gate, new Vector(-75, 10, 280), 5.0);
    portal.grow(gate, new Vector(-65, -35, 285), 4.0);
    portal.grow(gate, new Vector(5, -45, 270), 4.0);
    portal.grow(gate, new Vector(-70, 45, 310), 4.0);
    shapes.addAll(veins.grown());
    shapes.addAll(portal.grown());
    shapes.addAll(Tubes.through(PORTAL, -14, -6, 304, 6.5, -28, -8, 292, 6, -46, 0, 286, 5));
    Ellipsoid gallbladder = Ellipsoid.of(-52, -46, 322, 15, 18, 24, 70).turned(20);
    shapes.add(gallbladder);
    shapes.add(gallbladder.shrunk(1.5, WATER));
    // A simple cyst.
    shapes.add(Ellipsoid.of(-92, 18, 262, 8, 8, 8, 6));
    return shapes;
  }

  private static List<Shape> stomachAndSpleen() {
    Ellipsoid spleen = Ellipsoid.of(96, 44, 262, 25, 44, 46, SPLEEN).turned(24).limitedByBody();
    Ellipsoid fundus = Ellipsoid.of(58, 0, 252, 40, 46, 40, 80).limitedByBody();
    Ellipsoid body = Ellipsoid.of(46, -44, 286, 42, 26, 34, 80).turned(-16).limitedByBody();
    return List.of(
        spleen,
        fundus,
        body,
        fundus.shrunk(4, Substance.withGas(WATER + 6, -34)),
        body.shrunk(4, Substance.withGas(WATER + 6, -34)));
  }

  private static List<Shape> kidney(int side) {
    double depth = side < 0 ? 330 : 318;
    double turn = side * 32;
    Ellipsoid cortex = Ellipsoid.of(side * 62, 40, depth, 24, 30, 54, 215).turned(turn);
    List<Shape> shapes = new ArrayList<>();
    shapes.add(cortex);
    for (int i = -2; i <= 2; i++) {
      for (int j = -1; j <= 1; j++) {
        double angle = Math.toRadians(turn + 62 * j);
        double out = 11;
        shapes.add(
            Ellipsoid.of(
                    side * (62 + out * Math.cos(angle) * (j == 0 ? 0.8 : 1)),
                    40 + out * 1.3 * Math.sin(angle) * side * side,
                    depth + 17 * i,
                    5.5,
                    6.5,
                    7,
                    150)
                .turned(turn));
      }
    }
    shapes.add(Ellipsoid.of(side * 50, 36, depth, 13, 10, 26, -80).turned(turn));
    shapes.add(Ellipsoid.of(side * 51, 36, depth, 6, 5, 14, 40).turned(turn));
    shapes.addAll(
        Tubes.through(
            185, side * 50, 34, depth, 4, side * 30, 24, depth - 4, 4.5, side * 8, 16, depth - 6,
            4));
    // The gland on top of it.
    shapes.addAll(Tubes.through(85, side * 34, 28, depth - 52, 2.5, side * 44, 40, depth - 48, 2));
    shapes.addAll(Tubes.through(85, side * 34, 28, depth - 52, 2.5, side * 36, 44, depth - 46, 2));
    return shapes;
  }

  private static List<Shape> bowel(long seed) {
    List<Shape> shapes = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(seed + 21);
    for (int i = 0; i < 70; i++) {
      double x = random.nextDouble(-92, 92);
      double y = random.nextDouble(-72, 8);
      double depth = random.nextDouble(322, 400);
      Ellipsoid loop =
          Ellipsoid.of(
                  x,
                  y,
                  depth,
                  random.nextDouble(9, 19),
                  random.nextDouble(8, 12),
                  random.nextDouble(9, 15),
                  BOWEL_WALL + 25)
              .turned(random.nextDouble(0, 180))
              .limitedByBody();
      shapes.add(loop);
      shapes.add(
          loop.shrunk(
              2.2,
              i % 6 == 0 ? Substance.withGas(20, y - 2) : Substance.of(random.nextDouble(18, 45))));
    }
    double[] across = {
      -98, -8, 350, 17, -92, -34, 334, 17, -60, -62, 338, 16, -10, -70, 346, 15, 40, -66, 338, 15,
      84, -42, 308, 15
    };
    double[] falling = {
      84, -42, 308, 15, 104, -6, 284, 15, 108, 22, 296, 14, 104, 26, 340, 13, 100, 24, 400, 13
    };
    double[] rising = {-98, -8, 350, 17, -102, 8, 370, 20, -98, 14, 410, 22};
    colon(shapes, across, -66);
    colon(shapes, falling, -14);
    colon(shapes, rising, -6);
    return shapes;
  }

  private static void colon(List<Shape> shapes, double[] points, double level) {
    shapes.addAll(Tubes.through(BOWEL_WALL, points));
    for (Segment piece : Tubes.through(30, Tubes.widened(-2, points))) {
      shapes.add(piece.of(Substance.withGas(34, level)));
    }
  }
}
