package io.medseal.demo.ct;

import io.medseal.demo.drawing.Noise;

/** Skin, fat, muscle and what fills the cavity: everything that the other shapes lie in. */
final class Wall {
  private static final float SKIN = 15;
  private static final float FAT = -102;
  private static final float MUSCLE = 58;
  private static final float INNER_FAT = -92;
  private static final float DIAPHRAGM = 48;
  private static final double SKIN_MILLIMETRES = 2.0;

  private static final Profile MUSCLE_THICKNESS =
      Profile.of(-10, 75, 30, 62, 90, 34, 150, 22, 230, 16, 300, 12);

  private final Noise streaks;
  private final Noise parenchyma;

  Wall(long seed) {
    streaks = Noise.clouds(seed + 1, 8, 7, 3);
    parenchyma = Noise.clouds(seed + 2, 8, 10, 3);
  }

  void paint(Plane plane) {
    Torso torso = plane.torso();
    double skin = 1 - SKIN_MILLIMETRES / 130;
    plane.paint(
        -torso.width(),
        torso.width(),
        -torso.width(),
        torso.back(),
        (x, y, before) -> {
          double out = torso.skin(x, y);
          if (out >= 1) {
            return before;
          }
          if (out > skin) {
            return SKIN;
          }
          if (torso.cavity(x, y) < 1) {
            return inside(plane, x, y);
          }
          return muscleOrFat(plane, x, y);
        });
  }

  private float muscleOrFat(Plane plane, double x, double y) {
    Torso torso = plane.torso();
    double streak = streaks.at(x * 1.4 + plane.depth() * 0.3, y * 1.4 + plane.depth() * 0.5);
    double thick = MUSCLE_THICKNESS.at(plane.depth());
    double forwards = Math.clamp((-y - 10) / 40, 0.0, 1.0);
    double backwards = y > 30 ? 16 : 13 + forwards * (thick * 0.5 - 13);
    if (torso.wall(x, y, thick, backwards) < 1 || (Math.abs(x) < 62 && inBack(torso, x, y))) {
      // Seams of fat lie between the layers of muscle.
      double layer = torso.wall(x, y, thick * 0.55, backwards * 0.55);
      boolean seam = Math.abs(layer - 1) < 0.011 && streak > -0.3;
      return seam ? FAT * 0.8f : MUSCLE + (streak > 1.5 ? -60 : 0);
    }
    return FAT + (streak > 2.0 ? 45 : 0);
  }

  private static boolean inBack(Torso torso, double x, double y) {
    double u = (Math.abs(x) - 27) / 30;
    double v = (y - torso.spine() - 38) / 24;
    return u * u + v * v < 1;
  }

  private float inside(Plane plane, double x, double y) {
    Torso torso = plane.torso();
    if (torso.isLung(x, y)) {
      double gravity = (y + 90) / 180;
      double grain = parenchyma.at(x + plane.depth() * 0.7, y - plane.depth() * 0.4);
      return (float) (-885 + 65 * gravity + 11 * grain + fissure(x, y, plane.depth()));
    }
    if (torso.isSpine(x, y) && y > torso.spine() - 4) {
      return MUSCLE;
    }
    if (torso.cavity(x, y) > 0.965) {
      return torso.isBelly(x, y) ? MUSCLE : INNER_FAT * 0.3f;
    }
    return torso.isBelly(x, y) && plane.depth() < 287 && torso.dome(x, y) > 0.93
        ? DIAPHRAGM
        : INNER_FAT;
  }

  /** The thin plane between the lobes of a lung. */
  private static double fissure(double x, double y, double depth) {
    double slope = x < 0 ? 0.95 : 1.05;
    double distance = Math.abs(depth - 165 + slope * (y + 4) + 0.08 * Math.abs(x)) / 1.4;
    return distance < 1.0 ? 110 * (1 - distance) : 0;
  }
}
