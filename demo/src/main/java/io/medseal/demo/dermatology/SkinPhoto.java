package io.medseal.demo.dermatology;

import io.medseal.demo.drawing.Jpeg;
import io.medseal.demo.drawing.Lettering;
import io.medseal.demo.drawing.Noise;
import io.medseal.demo.hospital.Examination;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Draws a mole with a ruler beside it, as it is photographed for comparison a year later. */
public final class SkinPhoto {
  private static final int WIDTH = 1024;
  private static final int HEIGHT = 768;
  private static final double PIXELS_PER_MILLIMETRE = 34;
  private static final float QUALITY = 0.86f;

  private final Examination examination;
  private final Noise tone;
  private final Noise pores;
  private final Noise network;
  private final Noise outline;

  public SkinPhoto(Examination examination) {
    this.examination = examination;
    long seed = examination.seed();
    tone = Noise.clouds(seed, 9, 40, 4);
    pores = Noise.smooth(seed + 1, 10, 2.2, 1.7);
    network = Noise.smooth(seed + 2, 10, 3.4, 3.4);
    outline = Noise.clouds(seed + 3, 9, 24, 3);
  }

  /** Writes a JPEG file, which is replaced if it is there. */
  public void write(Path file) throws IOException {
    Files.write(file, Jpeg.encode(draw(), QUALITY));
  }

  BufferedImage draw() {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        picture.setRGB(x, y, skin(x, y));
      }
    }
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    hairs(graphics);
    ruler(graphics);
    graphics.dispose();
    return picture;
  }

  private int skin(int x, int y) {
    double u = (x - WIDTH * 0.47) / WIDTH;
    double v = (y - HEIGHT * 0.42) / HEIGHT;
    double light = 1.06 - 0.42 * (u * u + v * v) - 0.05 * u;
    double even = tone.at(x * 0.5, y * 0.5);
    // Fine furrows cross each other on skin.
    double furrow = furrow(x, y, 0.55, 17) + furrow(x, y, -0.65, 21);
    double relief = 0.020 * pores.at(x, y) + 0.010 * pores.at(x * 0.45, y * 0.45) - 0.035 * furrow;
    double red = 208 + 6 * even;
    double green = 158 + 5 * even;
    double blue = 132 + 4.5 * even;
    double mole = mole(x, y);
    if (mole > 0) {
      double dark = 0.10 + 0.62 * netted(x, y);
      red += mole * (128 - 62 * dark - red);
      green += mole * (84 - 43 * dark - green);
      blue += mole * (58 - 29 * dark - blue);
    }
    double flush = 6 * Math.exp(-Math.pow(distance(x, y) - 1.15, 2) / 0.08) * (1 - mole);
    double shade = light * (1 + relief * (1 - 0.4 * mole));
    return rgb((red + flush) * shade, (green - flush * 0.4) * shade, blue * shade);
  }

  private double furrow(int x, int y, double slope, double apart) {
    double across = (y - slope * x) / Math.sqrt(1 + slope * slope);
    double bent = across + 5 * tone.at(x * 1.3 + 40, y * 1.3);
    double phase = bent / apart - Math.floor(bent / apart);
    double d = Math.min(phase, 1 - phase) * apart;
    return Math.exp(-d * d / 5) * (0.6 + 0.4 * tone.at(x * 0.9, y * 0.9 + 77));
  }

  /** 1 on the outline of the mole, less inside. */
  private double distance(double x, double y) {
    double u = (x - WIDTH * 0.46) / 148;
    double v = (y - HEIGHT * 0.43) / 118;
    double turned = 0.94 * u + 0.34 * v;
    double other = 0.94 * v - 0.34 * u;
    return Math.sqrt(turned * turned + other * other) + 0.075 * outline.at(x * 0.7, y * 0.7);
  }

  private double mole(int x, int y) {
    double t = Math.clamp((1.06 - distance(x, y)) / 0.24, 0.0, 1.0);
    return 0.93 * t * t * (3 - 2 * t);
  }

  /** Pigment lies in a fine net, darker in some places than in others. */
  private double netted(int x, int y) {
    double net = 1 - Math.min(1, Math.abs(network.at(x, y)) * 1.7);
    double patches = 0.5 + 0.5 * Math.clamp(outline.at(x * 0.9 + 200, y * 0.9 + 90), -1.0, 1.0);
    double middle = Math.clamp(1.1 - distance(x, y), 0.0, 1.0);
    return Math.clamp(0.45 * net + 0.7 * patches + 0.5 * middle, 0.0, 1.6);
  }

  private void hairs(Graphics2D graphics) {
    SplittableRandom random = new SplittableRandom(examination.seed() + 9);
    for (int i = 0; i < 17; i++) {
      double x = random.nextDouble(-60, WIDTH);
      double y = random.nextDouble(-60, HEIGHT - 80);
      double heading = random.nextDouble(0.25, 0.85);
      Path2D hair = new Path2D.Double();
      hair.moveTo(x, y);
      double length = random.nextDouble(90, 230);
      double bend = random.nextDouble(-0.5, 0.5);
      hair.quadTo(
          x + length * 0.5 * Math.cos(heading),
          y + length * 0.5 * Math.sin(heading),
          x + length * Math.cos(heading + bend),
          y + length * Math.sin(heading + bend));
      graphics.setColor(new Color(52, 36, 28, 120 + random.nextInt(80)));
      graphics.setStroke(
          new BasicStroke(
              (float) random.nextDouble(1.1, 2.2), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      graphics.draw(hair);
    }
  }

  private static void ruler(Graphics2D graphics) {
    int top = HEIGHT - 92;
    graphics.setColor(new Color(40, 26, 22, 60));
    graphics.fillRect(70, top + 7, 884, 78);
    graphics.setColor(new Color(243, 242, 236));
    graphics.fillRect(62, top, 884, 78);
    graphics.setColor(new Color(30, 30, 34));
    for (int millimetre = 0; millimetre <= 24; millimetre++) {
      int length = millimetre % 10 == 0 ? 34 : millimetre % 5 == 0 ? 25 : 16;
      int x = (int) Math.round(78 + millimetre * PIXELS_PER_MILLIMETRE);
      graphics.fillRect(x, top, 2, length);
      if (millimetre % 5 == 0) {
        Lettering.sans().draw(graphics, Integer.toString(millimetre), x + 5, top + 50, 19);
      }
    }
    Lettering.sans().draw(graphics, "mm   invented patient, generated picture", 86, top + 70, 16);
  }

  private static int rgb(double red, double green, double blue) {
    return level(red) << 16 | level(green) << 8 | level(blue);
  }

  private static int level(double value) {
    return (int) Math.clamp(Math.round(value), 0L, 255L);
  }
}
