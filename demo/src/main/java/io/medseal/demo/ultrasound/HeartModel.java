package io.medseal.demo.ultrasound;

import java.util.ArrayList;
import java.util.List;

/**
 * The heart in the four-chamber plane, in millimetres: x to the right of the picture (the patient's
 * left), y away from the probe. The left chambers are on the right of the picture, the apex above.
 */
final class HeartModel {
  /** How strongly blood, muscle and the borders between them reflect. */
  static final double BLOOD = 0.006;

  private static final double MUSCLE = 0.30;
  private static final double SURROUNDINGS = 0.085;
  private static final double LINING = 0.62;
  private static final double LEAFLET = 0.95;

  private final double squeeze;
  private final double opening;
  private final double lift;
  private final List<double[]> leaflets = new ArrayList<>();

  /**
   * The heart at a moment of its beat.
   *
   * @param phase 0 when the ventricles begin to contract, 1 at the next beat
   */
  HeartModel(double phase) {
    double systole = phase < 0.36 ? (1 - Math.cos(Math.PI * phase / 0.36)) / 2 : 0;
    double filling = phase < 0.36 ? 1 : Math.clamp((phase - 0.36) / 0.34, 0.0, 1.0);
    double atrialKick = bump(phase, 0.88, 0.07);
    squeeze = phase < 0.36 ? systole : (1 + Math.cos(Math.PI * filling)) / 2 - 0.06 * atrialKick;
    lift = squeeze;
    opening =
        Math.clamp(bump(phase, 0.52, 0.10) + 0.25 * plateau(phase) + 0.75 * atrialKick, 0.0, 1.0);
    double base = 98 - 11 * lift;
    double swing = Math.toRadians(12 + 62 * opening);
    leaflets.addAll(leaflet(2.5, base, 20, swing, 1));
    leaflets.addAll(leaflet(40, base, 15, swing, -1));
    leaflets.addAll(leaflet(-38, base - 1, 15.5, swing, 1));
    leaflets.addAll(leaflet(-7, base - 3, 15.5, swing, -1));
  }

  private static double plateau(double phase) {
    return phase > 0.5 && phase < 0.92 ? 1 : 0;
  }

  private static double bump(double phase, double at, double width) {
    double d = (phase - at) / width;
    return Math.exp(-d * d);
  }

  /** How far the base of the heart has moved towards the probe. */
  double shift(double y) {
    return lift * 11 * smooth((y - 25) / 75);
  }

  /** How open the valves between atria and ventricles are, from 0 to 1. */
  double opening() {
    return opening;
  }

  /** How far the ventricles have contracted, from 0 to 1. */
  double squeeze() {
    return squeeze;
  }

  /** How strongly a point reflects. */
  double reflection(double x, double y) {
    double base = 98 - 11 * lift;
    double left = leftVentricle(x, y, 0, base);
    double right = rightVentricle(x, y, 0, base);
    double value = SURROUNDINGS * fade(y);
    double outerLeft = leftVentricle(x, y, 10 + 3 * squeeze, base);
    double outerRight = rightVentricle(x, y, 5 + 1.5 * squeeze, base);
    double atria = Math.min(leftAtrium(x, y, 2.5, base), rightAtrium(x, y, 2.5, base));
    if (outerLeft < 1 || outerRight < 1 || atria < 1) {
      value = MUSCLE;
    }
    // The bright sac around the heart, brightest where the beam meets it head on.
    double sac = Math.abs(Math.min(Math.min(outerLeft, outerRight), atria) - 1);
    if (sac < 0.08) {
      value = Math.max(value, LINING * (1 - sac / 0.08) * (y > 100 ? 0.9 : 0.7));
    }
    value = chamber(value, left);
    value = chamber(value, right);
    value = chamber(value, leftAtrium(x, y, 0, base));
    value = chamber(value, rightAtrium(x, y, 0, base));
    if (Math.abs(y - base) < 5 && (betweenLeftChambers(x) || Math.abs(x + 22) < 13)) {
      value = BLOOD;
    }
    return Math.max(value, valves(x, y, base));
  }

  private static boolean betweenLeftChambers(double x) {
    return Math.abs(x - 21) < 17;
  }

  /** Blood inside an outline, with a bright lining. */
  private static double chamber(double before, double out) {
    if (out < 0.96) {
      return BLOOD;
    }
    return out < 1.04 ? Math.max(before, MUSCLE * 1.25) : before;
  }

  private double leftVentricle(double x, double y, double wall, double base) {
    double apex = 24 + 3 * squeeze - wall;
    double half = 22.5 * (1 - 0.30 * squeeze) + wall;
    return ventricle(x, y, 21.5 - 0.07 * (base - y), apex, half, base + wall * 0.15);
  }

  private double rightVentricle(double x, double y, double wall, double base) {
    double apex = 38 + 4 * squeeze - wall;
    double half = 15.5 * (1 - 0.24 * squeeze) + wall;
    return ventricle(x, y, -23.5 + 0.05 * (base - y), apex, half, base + wall * 0.15);
  }

  /** A bullet: round at the apex, straight towards the base. */
  private static double ventricle(
      double x, double y, double middle, double apex, double half, double base) {
    if (y > base) {
      return 1 + (y - base) / 6 + 0.2;
    }
    double along = (base - y) / (base - apex);
    double u = (x - middle) / half;
    return Math.sqrt(u * u * (1 + 0.25 * along) + Math.pow(Math.max(along, 0), 3.2));
  }

  private double leftAtrium(double x, double y, double wall, double base) {
    double size = 1 + 0.14 * squeeze;
    return ellipse(x, y, 20, base + 20 * size, 18.5 * size + wall, 19.5 * size + wall);
  }

  private double rightAtrium(double x, double y, double wall, double base) {
    double size = 1 + 0.12 * squeeze;
    return ellipse(x, y, -20, base + 18 * size, 17.5 * size + wall, 18 * size + wall);
  }

  private static double ellipse(double x, double y, double cx, double cy, double rx, double ry) {
    double u = (x - cx) / rx;
    double v = (y - cy) / ry;
    return Math.sqrt(u * u + v * v);
  }

  private double valves(double x, double y, double base) {
    if (y > base + 3 || y < base - 24) {
      return 0;
    }
    double nearest = Double.MAX_VALUE;
    for (double[] piece : leaflets) {
      nearest = Math.min(nearest, square(x, y, piece));
    }
    nearest = Math.sqrt(nearest);
    return nearest < 1.6 ? LEAFLET * (1 - nearest / 1.8) : 0;
  }

  /** A leaflet in pieces: it hangs at a hinge and swings into the ventricle. */
  private static List<double[]> leaflet(
      double hingeX, double hingeY, double length, double swing, int side) {
    List<double[]> pieces = new ArrayList<>();
    double px = hingeX;
    double py = hingeY;
    for (int piece = 0; piece < 3; piece++) {
      double angle = swing * (0.75 + 0.25 * piece);
      double qx = px + side * Math.cos(angle) * length / 3;
      double qy = py - Math.sin(angle) * length / 3;
      pieces.add(new double[] {px, py, qx, qy});
      px = qx;
      py = qy;
    }
    return pieces;
  }

  /** The square of the distance to a piece of a leaflet. */
  private static double square(double x, double y, double[] piece) {
    double dx = piece[2] - piece[0];
    double dy = piece[3] - piece[1];
    double t = ((x - piece[0]) * dx + (y - piece[1]) * dy) / (dx * dx + dy * dy);
    t = Math.min(Math.max(t, 0), 1);
    double px = x - piece[0] - t * dx;
    double py = y - piece[1] - t * dy;
    return px * px + py * py;
  }

  /** How fast blood moves at a point: towards the probe above 0, away below, 1 at most. */
  double flow(double x, double y) {
    double base = 98 - 11 * lift;
    boolean blood =
        leftVentricle(x, y, 0, base) < 0.95
            || leftAtrium(x, y, 0, base) < 0.95
            || (Math.abs(y - base) < 5 && betweenLeftChambers(x));
    if (!blood) {
      return 0;
    }
    if (opening > 0.15) {
      double jet = Math.exp(-Math.pow((x - 21) / (7 + Math.abs(y - base) * 0.12), 2));
      double along = smooth((y - 40) / 25) * smooth((base + 32 - y) / 30);
      return opening * jet * along;
    }
    double outflow = Math.exp(-Math.pow((x - 8) / 7, 2));
    return -Math.clamp(squeeze * 1.4, 0.0, 1.0)
        * outflow
        * smooth((y - 45) / 30)
        * (y < base ? 1 : 0);
  }

  /** Tissue beyond the heart gets darker with depth. */
  private static double fade(double y) {
    return Math.exp(-Math.max(0, y - 60) / 80);
  }

  private static double smooth(double t) {
    double clamped = Math.clamp(t, 0.0, 1.0);
    return clamped * clamped * (3 - 2 * clamped);
  }
}
