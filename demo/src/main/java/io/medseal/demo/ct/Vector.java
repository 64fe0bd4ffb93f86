package io.medseal.demo.ct;

/** A point or direction in the body, in millimetres. */
record Vector(double x, double y, double d) {
  Vector plus(Vector other) {
    return new Vector(x + other.x, y + other.y, d + other.d);
  }

  Vector minus(Vector other) {
    return new Vector(x - other.x, y - other.y, d - other.d);
  }

  Vector times(double factor) {
    return new Vector(x * factor, y * factor, d * factor);
  }

  /** The same direction with length 1. */
  Vector unit() {
    double length = Math.sqrt(x * x + y * y + d * d);
    return length < 1e-9 ? new Vector(0, 0, 1) : times(1 / length);
  }
}
