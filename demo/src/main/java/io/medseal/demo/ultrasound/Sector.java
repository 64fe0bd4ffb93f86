package io.medseal.demo.ultrasound;

import io.medseal.demo.drawing.Lettering;
import io.medseal.demo.drawing.Noise;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/**
 * Draws the fan of an ultrasound machine around a heart, with what the machine writes beside it.
 */
final class Sector {
  static final int WIDTH = 640;
  static final int HEIGHT = 480;

  /** Where the probe is, in pixels. */
  static final int APEX_X = 320;

  static final int APEX_Y = 28;

  static final double PIXELS_PER_MILLIMETRE = 2.55;
  static final double DEPTH_MILLIMETRES = 160;

  private static final int COARSE_WIDTH = WIDTH / 2;
  private static final int COARSE_HEIGHT = HEIGHT / 2;
  private static final double HALF_ANGLE = Math.toRadians(39);
  private static final double FIRST_MILLIMETRES = 4;
  private static final double DYNAMIC_RANGE_DECIBEL = 58;
  private static final Color TEXT = new Color(214, 214, 206);
  private static final Color TRACE = new Color(86, 214, 120);

  /** Grey levels by the fourth root of the amplitude: the machine compresses its range. */
  private static final int[] LEVELS = new int[8192];

  private static final double LEVELS_PER_ROOT = 4000;

  static {
    for (int i = 0; i < LEVELS.length; i++) {
      double decibel = 80 * Math.log10((i + 0.5) / LEVELS_PER_ROOT);
      double grey = Math.clamp((decibel + DYNAMIC_RANGE_DECIBEL - 2) / DYNAMIC_RANGE_DECIBEL, 0, 1);
      LEVELS[i] = (int) Math.round(255 * Math.pow(grey, 1.5));
    }
  }

  private final Noise real;
  private final Noise imaginary;
  private final Noise grain;
  private final Noise drift;

  private final float[] ranges = new float[WIDTH * HEIGHT];
  private final float[] angles = new float[WIDTH * HEIGHT];
  private final float[] gains = new float[WIDTH * HEIGHT];
  private final float[] nears = new float[WIDTH * HEIGHT];

  Sector(long seed) {
    // Speckle is fine along the beam and coarse across it.
    real = Noise.smooth(seed + 1, 9, 2.2, 1.0);
    imaginary = Noise.smooth(seed + 2, 9, 2.2, 1.0);
    grain = Noise.smooth(seed + 3, 9, 1.4, 0.8);
    drift = Noise.clouds(seed + 4, 8, 16, 2);
    for (int py = 0; py < HEIGHT; py++) {
      for (int px = 0; px < WIDTH; px++) {
        beam(px, py);
      }
    }
  }

  /** What the machine does at a pixel, whatever lies there. */
  private void beam(int px, int py) {
    double range = Math.hypot(across(px), down(py));
    double angle = Math.atan2(across(px), down(py));
    if (Math.abs(angle) < HALF_ANGLE && range > FIRST_MILLIMETRES && range < DEPTH_MILLIMETRES) {
      int i = py * WIDTH + px;
      ranges[i] = (float) range;
      angles[i] = (float) angle;
      double edge = 1 - 0.6 * Math.pow(Math.abs(angle) / HALF_ANGLE, 4);
      gains[i] = (float) (edge * Math.exp(-Math.max(0, range - 90) / 110));
      nears[i] =
          (float) (0.5 * Math.exp(-Math.pow((range - 5) / 6, 2)) + 0.05 * Math.exp(-range / 16));
    }
  }

  /**
   * One frame.
   *
   * @param phase of the heart's beat, from 0 to 1
   * @param sweep how far the trace at the bottom has come, from 0 to 1
   * @param beats that the trace shows
   */
  BufferedImage frame(double phase, double sweep, int beats, String title, int heartRate) {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    HeartModel heart = new HeartModel(phase);
    float[] reflections = reflections(heart);
    int[] row = new int[WIDTH];
    for (int py = 0; py < HEIGHT; py++) {
      for (int px = 0; px < WIDTH; px++) {
        int i = py * WIDTH + px;
        row[px] = ranges[i] > 0 ? echo(heart, phase, between(reflections, px, py), px, py) : 0;
      }
      picture.setRGB(0, py, WIDTH, 1, row, 0, WIDTH);
    }
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    overlay(graphics, title, heartRate);
    trace(graphics, sweep, beats);
    graphics.dispose();
    return picture;
  }

  /** What reflects, at every other pixel: a beam is not sharper than that. */
  private float[] reflections(HeartModel heart) {
    float[] reflections = new float[COARSE_WIDTH * COARSE_HEIGHT];
    for (int row = 0; row < COARSE_HEIGHT; row++) {
      for (int column = 0; column < COARSE_WIDTH; column++) {
        double x = across(2 * column);
        double y = down(2 * row);
        double still = y + heart.shift(y);
        // Nothing in a body is as even as a drawing.
        double wx = x + 2.0 * drift.at(x * 1.5 + 60, still * 1.5);
        double wy = y + 1.8 * drift.at(x * 1.5 + 160, still * 1.5 + 90);
        double patch = Math.exp(0.32 * drift.at(x * 2.3, still * 2.3));
        reflections[row * COARSE_WIDTH + column] = (float) (patch * heart.reflection(wx, wy));
      }
    }
    return reflections;
  }

  private static double between(float[] reflections, int px, int py) {
    int column = px / 2;
    int row = py / 2;
    int right = Math.min(column + 1, COARSE_WIDTH - 1);
    int below = Math.min(row + 1, COARSE_HEIGHT - 1);
    float fx = (px % 2) / 2f;
    float fy = (py % 2) / 2f;
    float upper =
        reflections[row * COARSE_WIDTH + column] * (1 - fx)
            + reflections[row * COARSE_WIDTH + right] * fx;
    float lower =
        reflections[below * COARSE_WIDTH + column] * (1 - fx)
            + reflections[below * COARSE_WIDTH + right] * fx;
    return upper * (1 - fy) + lower * fy;
  }

  private static double across(int px) {
    return (px - APEX_X) / PIXELS_PER_MILLIMETRE;
  }

  private static double down(int py) {
    return (py - APEX_Y) / PIXELS_PER_MILLIMETRE;
  }

  private int echo(HeartModel heart, double phase, double reflection, int px, int py) {
    int i = py * WIDTH + px;
    double range = ranges[i];
    double angle = angles[i];
    double u = angle * 190;
    double v = (range + heart.shift(down(py))) * 2.6;
    double re = real.at(u + 256, v);
    double im = imaginary.at(u + 256, v);
    double speckle = Math.sqrt(re * re + im * im) * 0.75;
    double amplitude = (reflection * gains[i] + nears[i]) * speckle;
    double electronic = 0.0035 * (1 + range / 110) * Math.abs(grain.at(u * 2 + phase * 4096, v));
    int level = LEVELS[(int) (Math.sqrt(Math.sqrt(amplitude + electronic)) * LEVELS_PER_ROOT)];
    return colour(heart, level, across(px), down(py), range, angle);
  }

  /** Grey, or the colour of flowing blood inside the box that the machine watches. */
  private int colour(HeartModel heart, int level, double x, double y, double range, double angle) {
    boolean inBox = angle > -0.08 && angle < 0.42 && range > 48 && range < 132;
    if (inBox && level < 96) {
      double speed = heart.flow(x, y);
      double mosaic = speed * (1 + 0.28 * grain.at(angle * 240, range * 3));
      if (Math.abs(mosaic) > 0.12) {
        int strong = (int) Math.clamp(95 + 165 * Math.abs(mosaic), 0, 255);
        int mixed = (int) Math.clamp(230 * (Math.abs(mosaic) - 0.45), 0, 225);
        return mosaic > 0 ? rgb(strong, mixed, 12) : rgb(12, mixed, strong);
      }
    }
    return rgb(level, level, level);
  }

  private static int rgb(int red, int green, int blue) {
    return red << 16 | green << 8 | blue;
  }

  private static void overlay(Graphics2D graphics, String title, int heartRate) {
    Lettering letters = Lettering.sans();
    graphics.setColor(TEXT);
    letters.draw(graphics, title, 10, 18, 13);
    letters.draw(graphics, "Invented patient", 10, 34, 11);
    letters.draw(graphics, "Adult echo  A4C", 10, 58, 11);
    letters.draw(graphics, "30 Hz   16.0 cm", 10, 74, 11);
    letters.draw(graphics, "2D 58 dB  C 3.5 MHz", 10, 90, 11);
    letters.drawRight(graphics, "TIS 0.6  MI 1.1", 630, 18, 11);
    letters.drawRight(graphics, heartRate + " bpm", 630, 470, 13);
    for (int centimetres = 0; centimetres <= 16; centimetres++) {
      double y = APEX_Y + centimetres * 10 * PIXELS_PER_MILLIMETRE;
      int length = centimetres % 5 == 0 ? 9 : 5;
      graphics.fillRect(604 - length, (int) Math.round(y), length, 1);
      if (centimetres % 5 == 0 && centimetres > 0) {
        letters.draw(graphics, Integer.toString(centimetres), 608, y + 4, 10);
      }
    }
    for (int step = 0; step < 120; step++) {
      int level = 255 - step * 255 / 119;
      graphics.setColor(new Color(level, level, level));
      graphics.fillRect(620, 36 + step, 8, 1);
      double speed = 1 - step / 59.5;
      int strong = (int) (90 + 165 * Math.abs(speed));
      int mixed = (int) Math.clamp(230 * (Math.abs(speed) - 0.45), 0, 225);
      graphics.setColor(new Color(speed > 0 ? rgb(strong, mixed, 12) : rgb(12, mixed, strong)));
      graphics.fillRect(632, 36 + step, 5, 1);
    }
    graphics.setColor(TEXT);
    letters.drawRight(graphics, "62 cm/s", 637, 170, 9);
    Path2D mark = new Path2D.Double();
    mark.moveTo(APEX_X + 14.0, 12);
    mark.lineTo(APEX_X + 22.0, 12);
    mark.lineTo(APEX_X + 18.0, 20);
    mark.closePath();
    graphics.setColor(TRACE);
    graphics.fill(mark);
  }

  private static void trace(Graphics2D graphics, double sweep, int beats) {
    Path2D line = new Path2D.Double();
    int left = 150;
    int right = 560;
    for (int x = left; x <= right; x++) {
      double y = 462 - 22 * current((double) (x - left) / (right - left) * beats);
      if (x == left) {
        line.moveTo(x, y);
      } else {
        line.lineTo(x, y);
      }
    }
    graphics.setColor(TRACE);
    graphics.setStroke(new BasicStroke(1.2f));
    graphics.draw(line);
    graphics.setColor(Color.RED.darker());
    double at = left + sweep * (right - left);
    graphics.fillRect((int) Math.round(at), 436, 2, 34);
  }

  /** The heart's current: the ventricles contract at whole numbers. */
  private static double current(double beat) {
    double t = beat - Math.floor(beat);
    return 0.16 * wave(t, 0.86, 0.025)
        - 0.12 * wave(t, 0.975, 0.008)
        + wave(t, 0.0, 0.010)
        + wave(t, 1.0, 0.010)
        - 0.22 * wave(t, 0.028, 0.009)
        + 0.26 * wave(t, 0.29, 0.045);
  }

  private static double wave(double t, double at, double width) {
    double d = (t - at) / width;
    return Math.exp(-d * d / 2);
  }
}
