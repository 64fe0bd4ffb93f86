package io.medseal.demo.angiography;

import io.medseal.demo.drawing.Blur;
import io.medseal.demo.drawing.Lettering;
import io.medseal.demo.drawing.Noise;
import io.medseal.demo.hospital.DemoHospital;
import io.medseal.demo.hospital.Examination;
import io.medseal.demo.video.EncodedFilm;
import io.medseal.demo.video.GreyFilm;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.time.Duration;

/**
 * A coronary angiogram of ten seconds: contrast medium fills the beating arteries of the left side
 * and washes out again. One artery has a narrow place.
 */
public final class Angiogram implements GreyFilm {
  /** How many frames there are before the film repeats. */
  public static final int FRAMES = 250;

  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final int FRAMES_PER_SECOND = 25;
  private static final double BEATS_PER_SECOND = 1.2;
  private static final double INJECTION_SECOND = 1.0;
  private static final double PIXELS_PER_SECOND = 330;
  private static final double WASH_OUT_SECOND = 4.6;

  private final ArteryTree arteries;
  private final float[] background;
  private final float[] letters;
  private final float[] muscle = new float[WIDTH * HEIGHT];
  private final float[] shutter = new float[WIDTH * HEIGHT];
  private final Noise grain;

  public Angiogram(Examination examination) {
    long seed = examination.seed();
    arteries = new ArteryTree(seed);
    background = background(Noise.clouds(seed + 1, 8, 20, 4));
    letters = letters();
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        muscle[y * WIDTH + x] = (float) Math.max(0, 1 - ellipse(x, y, 380, 268, 150, 150));
        shutter[y * WIDTH + x] = (float) inShutter(x, y);
      }
    }
    grain = Noise.smooth(seed + 2, 9, 0.9, 0.9);
  }

  /** The film, encoded: so long, but not the same seconds twice. */
  public EncodedFilm encode(Duration length) {
    long frames = length.toMillis() * FRAMES_PER_SECOND / 1000;
    return EncodedFilm.encode(this, Math.clamp(frames, 1, FRAMES));
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public int height() {
    return HEIGHT;
  }

  @Override
  public int framesPerSecond() {
    return FRAMES_PER_SECOND;
  }

  @Override
  public float[] frame(int number) {
    double second = (double) (number % FRAMES) / FRAMES_PER_SECOND;
    double beat = second * BEATS_PER_SECOND;
    double phase = beat - Math.floor(beat);
    double squeeze = phase < 0.4 ? Math.sin(Math.PI * phase / 0.4) : 0;
    float[] density = contrast(second, squeeze);
    double blush = blush(second);
    float[] frame = new float[WIDTH * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int i = y * WIDTH + x;
        double dark = 0.62 * density[i] + blush * muscle[i];
        double value = background[i] * Math.exp(-dark);
        value += 0.011 * grain.at(x + 37 * number, y + 91 * number) * Math.sqrt(value);
        frame[i] = (float) Math.max(value * shutter[i], letters[i]);
      }
    }
    return frame;
  }

  /** How much contrast medium the rays meet at each pixel. */
  private float[] contrast(double second, double squeeze) {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    catheter(graphics);
    // The heart shortens, turns and comes down as it contracts; the mouth of the artery stays.
    AffineTransform beating = new AffineTransform();
    beating.translate(ArteryTree.MOUTH_X, ArteryTree.MOUTH_Y);
    beating.rotate(Math.toRadians(4.5 * squeeze));
    beating.scale(1 - 0.055 * squeeze, 1 - 0.085 * squeeze);
    beating.translate(-ArteryTree.MOUTH_X, -ArteryTree.MOUTH_Y);
    graphics.transform(beating);
    for (ArteryTree.Piece piece : arteries.pieces()) {
      double filled = filled(second - piece.travelled() / PIXELS_PER_SECOND);
      int level = (int) Math.round(235 * filled * Math.min(1, 0.45 + piece.width() / 12));
      if (level > 2) {
        graphics.setColor(new Color(level, level, level));
        graphics.setStroke(
            new BasicStroke((float) piece.width(), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(new Line2D.Double(piece.ax(), piece.ay(), piece.bx(), piece.by()));
      }
    }
    graphics.dispose();
    byte[] bytes = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    float[] density = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      density[i] = (bytes[i] & 0xFF) / 255f;
    }
    Blur.inPlace(density, WIDTH, HEIGHT, 1.1);
    return density;
  }

  private static void catheter(Graphics2D graphics) {
    Path2D tube = new Path2D.Double();
    tube.moveTo(196, -10);
    tube.curveTo(190, 60, 196, 150, 226, 158);
    tube.curveTo(246, 162, 252, 140, ArteryTree.MOUTH_X, ArteryTree.MOUTH_Y);
    graphics.setColor(new Color(104, 104, 104));
    graphics.setStroke(new BasicStroke(6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(tube);
    graphics.setColor(new Color(64, 64, 64));
    graphics.setStroke(new BasicStroke(2.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(tube);
  }

  /** How full of contrast medium an artery is, so long after the medium could first be there. */
  private static double filled(double second) {
    if (second < INJECTION_SECOND) {
      return 0;
    }
    double rise = 1 - Math.exp(-(second - INJECTION_SECOND) / 0.16);
    double fall = second < WASH_OUT_SECOND ? 1 : Math.exp(-(second - WASH_OUT_SECOND) / 0.8);
    return rise * fall;
  }

  /** The faint shade of the muscle once the medium has gone through the finest vessels. */
  private static double blush(double second) {
    double d = (second - 5.6) / 1.7;
    return 0.13 * Math.exp(-d * d);
  }

  private static float[] background(Noise clouds) {
    float[] field = new float[WIDTH * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double lung = 0.80 - 0.10 * ellipse(x, y, 330, 200, 420, 360);
        double uneven = 0.05 * clouds.at(x * 0.4 + 30, y * 0.4);
        double heart = 0.15 * edge(1 - ellipse(x, y, 376, 268, 200, 186) + uneven, 0.5);
        double curve = 424 + 0.00115 * (x - 300) * (x - 300) - (x > 300 ? 0.05 * (x - 300) : 0);
        double diaphragm = 0.22 * edge((y - curve) / 60, 0.5);
        double spine = 0.13 * edge(1 - Math.abs(x - 112 - 0.07 * y) / 62, 0.35);
        double disc = Math.abs((y + 18) % 84 - 42.0) > 35 ? 0.35 : 1;
        double value = lung - heart - diaphragm - spine * disc - ribs(x, y);
        value += 0.012 * clouds.at(x * 0.9, y * 0.9);
        field[y * WIDTH + x] = (float) Math.clamp(value, 0.08, 1);
      }
    }
    Blur.inPlace(field, WIDTH, HEIGHT, 1.6);
    return field;
  }

  private static double ribs(int x, int y) {
    double sum = 0;
    for (int rib = 0; rib < 5; rib++) {
      double middle = -60 + rib * 104 + 0.36 * x - 0.00022 * (x - 240) * (x - 240);
      double d = Math.abs(y - middle) / 19;
      // The shell of a rib shows more than its core.
      sum += 0.050 * edge(1 - d, 0.2) + 0.028 * Math.exp(-Math.pow((d - 0.9) / 0.14, 2));
    }
    return sum;
  }

  private static double edge(double inside, double soft) {
    double t = Math.clamp(inside / soft, 0.0, 1.0);
    return t * t * (3 - 2 * t);
  }

  private static double ellipse(double x, double y, double cx, double cy, double rx, double ry) {
    double u = (x - cx) / rx;
    double v = (y - cy) / ry;
    return Math.sqrt(u * u + v * v);
  }

  /** The shutters leave a picture with rounded corners. */
  private static double inShutter(int x, int y) {
    double u = Math.abs(x - 319.5) / 308;
    double v = Math.abs(y - 256.5) / 214;
    double out = u * u * u * u * u * u * u * u + v * v * v * v * v * v * v * v;
    return Math.clamp((1.02 - out) * 12, 0.0, 1.0);
  }

  private static float[] letters() {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    Lettering.sans().draw(graphics, DemoHospital.NAME, 30, 20, 13);
    Lettering.sans().draw(graphics, "Invented patient", 30, 36, 11);
    Lettering.sans().drawRight(graphics, "LCA  RAO 20  CRA 25", 612, 20, 11);
    Lettering.sans().drawRight(graphics, "25 f/s  74 kV", 612, 36, 11);
    graphics.dispose();
    byte[] bytes = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    float[] letters = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      letters[i] = (bytes[i] & 0xFF) / 255f * 0.92f;
    }
    return letters;
  }
}
