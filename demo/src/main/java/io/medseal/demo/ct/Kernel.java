package io.medseal.demo.ct;

/** How a series is reconstructed. */
public enum Kernel {
  /** Soft and quiet, for organs. */
  SOFT("B30f", 0.80, 11, 40, 400),
  /** Sharp and noisy, for lungs and bones. */
  SHARP("B70f", 0.50, 34, -600, 1500);

  private final String label;
  private final double blurMillimetres;
  private final double noise;
  private final int windowCenter;
  private final int windowWidth;

  Kernel(String label, double blurMillimetres, double noise, int windowCenter, int windowWidth) {
    this.label = label;
    this.blurMillimetres = blurMillimetres;
    this.noise = noise;
    this.windowCenter = windowCenter;
    this.windowWidth = windowWidth;
  }

  String label() {
    return label;
  }

  double blurMillimetres() {
    return blurMillimetres;
  }

  /** Standard deviation in Hounsfield units. */
  double noise() {
    return noise;
  }

  int windowCenter() {
    return windowCenter;
  }

  int windowWidth() {
    return windowWidth;
  }
}
