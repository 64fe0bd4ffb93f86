package io.medseal.demo.ct;

import java.util.ArrayList;
import java.util.List;

/** Ribs, breastbone, shoulder blades, collarbones and the spine. */
final class Bones {
  private static final double HARD = 720;
  private static final double SPONGY = 240;
  private static final double CARTILAGE = 115;
  private static final double BETWEEN_RIBS = 23.5;
  private static final int RIBS = 12;

  private Bones() {}

  static List<Shape> all() {
    List<Shape> bones = new ArrayList<>();
    for (int side = -1; side <= 1; side += 2) {
      for (int rib = 1; rib <= RIBS; rib++) {
        bones.addAll(rib(side, rib));
      }
      bones.addAll(collarbone(side));
    }
    bones.add(new ShoulderBlades());
    bones.add(new Breastbone());
    bones.add(new Spine());
    return bones;
  }

  private static List<Shape> rib(int side, int rib) {
    double start = -6 + BETWEEN_RIBS * (rib - 1);
    // The last two ribs float: they end in the flank.
    double end = rib == 12 ? 0.42 : rib == 11 ? 0.55 : rib == 1 ? 0.85 : 1;
    double drop = rib == 1 ? 26 : 40 + 5 * Math.min(rib, 8);
    int steps = 28;
    double[] points = new double[4 * (steps + 1)];
    for (int i = 0; i <= steps; i++) {
      double t = end * i / steps;
      double depth = start + drop * (1 - Math.cos(Math.PI * t)) / 2;
      double angle = Math.toRadians(74 - 128 * t);
      Torso torso = new Torso(depth);
      double x = (torso.cavityWidth() + 4.5) * Math.cos(angle);
      double y = torso.cavityMiddle() + (torso.cavityHeight() + 4.5) * Math.sin(angle);
      // The trunk is squarer than an ellipse: go out to its real wall.
      double out = torso.wall(x, y, 4.5, 4.5);
      points[4 * i] = side * x / out;
      points[4 * i + 1] = torso.cavityMiddle() + (y - torso.cavityMiddle()) / out;
      points[4 * i + 2] = depth;
      points[4 * i + 3] = 4.6;
    }
    List<Shape> shapes = new ArrayList<>();
    double[] neck = {
      side * 16, new Torso(start).spine() + 12, start - 1, 4, points[0], points[1], points[2], 4.6
    };
    shapes.addAll(Tubes.through(HARD, neck));
    shapes.addAll(Tubes.through(HARD, points));
    shapes.addAll(Tubes.through(SPONGY, Tubes.widened(-1.8, neck)));
    shapes.addAll(Tubes.through(SPONGY, Tubes.widened(-1.8, points)));
    if (rib <= 8) {
      double x = points[4 * steps];
      double y = points[4 * steps + 1];
      double depth = points[4 * steps + 2];
      double landing = Math.min(60 + 17 * rib, 188);
      double front = Breastbone.middle(landing);
      shapes.addAll(
          Tubes.through(
              CARTILAGE,
              x,
              y,
              depth,
              4.8,
              side * 48,
              (y + front) / 2 - 4,
              (depth + landing) / 2 + 6,
              4.6,
              side * 17,
              front,
              landing,
              4.2));
    }
    return shapes;
  }

  private static List<Shape> collarbone(int side) {
    double[] points = {16, -58, 42, 7, 45, -62, 30, 5.5, 85, -45, 18, 5.5, 125, -25, 8, 6.5};
    double[] placed = side < 0 ? Tubes.mirrored(points) : points;
    List<Shape> shapes = new ArrayList<>(Tubes.through(HARD, placed));
    shapes.addAll(Tubes.through(SPONGY, Tubes.widened(-2, placed)));
    return shapes;
  }

  /** The breastbone in the midline, a little outside the cavity. */
  private static final class Breastbone implements Shape {
    static double middle(double depth) {
      Torso torso = new Torso(depth);
      return torso.cavityMiddle() - torso.cavityHeight() - 7;
    }

    @Override
    public double top() {
      return 44;
    }

    @Override
    public double bottom() {
      return 214;
    }

    @Override
    public void paint(Plane plane) {
      double depth = plane.depth();
      double wide = depth < 88 ? 27 - (depth - 44) * 0.2 : depth < 192 ? 17 : 8;
      double thick = depth < 88 ? 7.5 : 6;
      double y = middle(depth);
      plane.ellipse(0, y, wide, thick, HARD * 0.75);
      plane.ellipse(0, y, wide - 2, thick - 2, SPONGY * 0.7);
    }
  }

  /** The flat bones behind the ribs. */
  private static final class ShoulderBlades implements Shape {
    @Override
    public double top() {
      return -10;
    }

    @Override
    public double bottom() {
      return 150;
    }

    @Override
    public void paint(Plane plane) {
      Torso torso = plane.torso();
      double depth = plane.depth();
      double from = Math.toRadians(64);
      double to = Math.toRadians(depth < 50 ? 14 : 14 + (depth - 50) * 0.38);
      for (int side = -1; side <= 1; side += 2) {
        double lastX = 0;
        double lastY = 0;
        int steps = 10;
        for (int i = 0; i <= steps; i++) {
          double angle = from + (to - from) * i / steps;
          double x = side * (torso.cavityWidth() + 20) * Math.cos(angle);
          double y = torso.cavityMiddle() + (torso.cavityHeight() + 18) * Math.sin(angle) + 4;
          if (i > 0) {
            double thick = i < 2 || i > 8 ? 3.6 : 2.0;
            plane.bar(lastX, lastY, x, y, thick, HARD * 0.9);
          }
          lastX = x;
          lastY = y;
        }
        if (depth < 45) {
          double reach = (45 - depth) / 55;
          plane.ellipse(lastX, lastY - 4, 10 + 8 * reach, 9 + 8 * reach, HARD * 0.8);
          plane.ellipse(lastX, lastY - 4, 8 + 8 * reach, 7 + 8 * reach, SPONGY);
        }
      }
    }
  }
}
