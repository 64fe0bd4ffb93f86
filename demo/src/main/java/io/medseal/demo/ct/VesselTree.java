package io.medseal.demo.ct;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/** Grows vessels that branch and thin out as they fill an organ. */
final class VesselTree {
  private static final double THINNEST = 0.42;
  private static final int TRIES = 6;

  /** Where vessels may go. */
  interface Organ {
    boolean contains(double x, double y, double depth);
  }

  private record Tip(Vector at, Vector direction, double radius) {}

  private final SplittableRandom random;
  private final Organ organ;
  private final Substance blood;
  private final List<Shape> grown = new ArrayList<>();

  VesselTree(long seed, Organ organ, double density) {
    this.random = new SplittableRandom(seed);
    this.organ = organ;
    this.blood = Substance.of(density);
  }

  /**
   * Grows one tree.
   *
   * @param root where the trunk begins; it may lie outside the organ
   * @param towards where the trunk heads
   * @param radius of the trunk, in millimetres
   */
  void grow(Vector root, Vector towards, double radius) {
    Deque<Tip> tips = new ArrayDeque<>();
    tips.add(new Tip(root, towards.minus(root).unit(), radius));
    boolean entered = false;
    while (!tips.isEmpty()) {
      Tip tip = tips.removeFirst();
      double length = (7 + 3.2 * tip.radius()) * (0.8 + 0.4 * random.nextDouble());
      Vector end = null;
      Vector direction = tip.direction();
      for (int i = 0; i < TRIES && end == null; i++) {
        Vector candidate = tip.at().plus(direction.times(length));
        if (contains(candidate) || !entered) {
          end = candidate;
          entered |= contains(candidate);
        } else {
          direction = direction.plus(anywhere().times(0.3 + 0.2 * i)).unit();
          length *= 0.85;
        }
      }
      if (end == null) {
        continue;
      }
      double thinner = tip.radius() * 0.93;
      Vector middle =
          tip.at().plus(end.minus(tip.at()).times(0.5)).plus(anywhere().times(length * 0.07));
      piece(tip.at(), tip.radius(), middle, (tip.radius() + thinner) / 2);
      piece(middle, (tip.radius() + thinner) / 2, end, thinner);
      Vector outwards = end.minus(root).unit();
      branch(
          tips, end, direction, outwards, tip.radius() * (0.83 + 0.08 * random.nextDouble()), 0.3);
      branch(
          tips, end, direction, outwards, tip.radius() * (0.48 + 0.2 * random.nextDouble()), 0.9);
    }
  }

  /** Everything grown so far. */
  List<Shape> grown() {
    return grown;
  }

  private void branch(
      Deque<Tip> tips, Vector at, Vector direction, Vector outwards, double radius, double turn) {
    if (radius > THINNEST) {
      Vector turned = direction.plus(anywhere().times(turn)).plus(outwards.times(0.4)).unit();
      tips.add(new Tip(at, turned, radius));
    }
  }

  private void piece(Vector a, double ra, Vector b, double rb) {
    grown.add(new Segment(a.x(), a.y(), a.d(), ra, b.x(), b.y(), b.d(), rb, blood));
  }

  private boolean contains(Vector v) {
    return organ.contains(v.x(), v.y(), v.d());
  }

  private Vector anywhere() {
    return new Vector(
            random.nextDouble() * 2 - 1, random.nextDouble() * 2 - 1, random.nextDouble() * 2 - 1)
        .unit();
  }
}
