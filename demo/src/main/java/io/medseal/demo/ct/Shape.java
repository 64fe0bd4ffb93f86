package io.medseal.demo.ct;

/** A part of the body that paints itself on the planes that cut it. */
interface Shape {
  /** The least depth at which it is cut. */
  double top();

  /** The greatest depth at which it is cut. */
  double bottom();

  void paint(Plane plane);
}
