package io.medseal.demo.ct;

import java.util.ArrayList;
import java.util.List;

/** A drawn body from the top of the lungs to the kidneys. Immutable; planes may be cut at once. */
final class Body {
  /** How far the body reaches, in millimetres of depth. */
  static final double LENGTH = 360;

  private final Wall wall;
  private final List<Shape> shapes;

  Body(long seed) {
    wall = new Wall(seed);
    List<Shape> all = new ArrayList<>();
    all.addAll(Belly.all(seed));
    all.addAll(Chest.all(seed));
    all.addAll(Bones.all());
    shapes = List.copyOf(all);
  }

  /** Cuts a plane, sharp and without noise. */
  Plane plane(int size, double spacing, double depth) {
    Plane plane = new Plane(size, spacing, depth);
    table(plane);
    wall.paint(plane);
    for (Shape shape : shapes) {
      if (depth > shape.top() - spacing && depth < shape.bottom() + spacing) {
        shape.paint(plane);
      }
    }
    return plane;
  }

  /** The curved couch under the back: a thin shell around foam. */
  private static void table(Plane plane) {
    double middle = -215;
    double radius = 345;
    plane.paint(
        -185,
        185,
        60,
        160,
        (x, y, before) -> {
          double distance = Math.abs(Math.hypot(x, y - middle) - radius);
          if (distance > 9) {
            return before;
          }
          return distance > 7.6 ? 90 : -870;
        });
  }
}
