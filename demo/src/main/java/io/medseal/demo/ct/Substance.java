package io.medseal.demo.ct;

/**
 * What a shape is full of, in Hounsfield units. Liquid may lie under gas, for a person on the back.
 *
 * @param gas what stands in front of the level
 * @param level where the liquid ends, on the axis from front to back
 */
record Substance(float density, float gas, double level) {
  static Substance of(double density) {
    return new Substance((float) density, (float) density, Double.NEGATIVE_INFINITY);
  }

  static Substance withGas(double density, double level) {
    return new Substance((float) density, -960, level);
  }

  float at(double y) {
    return y < level ? gas : density;
  }
}
