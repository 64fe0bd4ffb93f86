package io.medseal.demo.ecg;

import io.medseal.demo.drawing.Lettering;
import io.medseal.demo.hospital.DemoHospital;
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
import java.time.format.DateTimeFormatter;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Draws a recording on the pink paper: 25 mm a second, 10 mm a millivolt. */
public final class EcgPicture {
  private static final int PIXELS_PER_MILLIMETRE = 6;
  private static final int WIDTH_MILLIMETRES = 285;
  private static final int HEIGHT_MILLIMETRES = 195;
  private static final double MILLIMETRES_PER_SECOND = 25;
  private static final double MILLIMETRES_PER_MILLIVOLT = 10;
  private static final int LEFT_MILLIMETRES = 24;
  private static final Color PAPER = new Color(255, 246, 244);
  private static final Color FINE = new Color(251, 220, 216);
  private static final Color COARSE = new Color(240, 172, 166);
  private static final Color INK = new Color(24, 22, 40);
  private static final Lead[][] ROWS = {
    {Lead.I, Lead.AVR, Lead.V1, Lead.V4},
    {Lead.II, Lead.AVL, Lead.V2, Lead.V5},
    {Lead.III, Lead.AVF, Lead.V3, Lead.V6},
  };

  private final Examination examination;
  private final EcgRecording recording;

  public EcgPicture(Examination examination) {
    this.examination = examination;
    this.recording = new EcgRecording(examination);
  }

  /** Writes a PNG file, which is replaced if it is there. */
  public void write(Path file) throws IOException {
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(Files.newOutputStream(file))) {
      if (!ImageIO.write(draw(), "png", out)) {
        throw new IOException("this Java cannot write PNG");
      }
    }
  }

  BufferedImage draw() {
    BufferedImage picture =
        new BufferedImage(
            WIDTH_MILLIMETRES * PIXELS_PER_MILLIMETRE,
            HEIGHT_MILLIMETRES * PIXELS_PER_MILLIMETRE,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    paper(graphics);
    heading(graphics);
    double second = 10.0 / ROWS[0].length;
    for (int row = 0; row < ROWS.length; row++) {
      double y = 68 + 33 * row;
      calibration(graphics, y);
      for (int column = 0; column < ROWS[row].length; column++) {
        curve(graphics, ROWS[row][column], y, column * second, (column + 1) * second);
      }
    }
    calibration(graphics, 168);
    curve(graphics, Lead.II, 168, 0, 10);
    graphics.dispose();
    return picture;
  }

  private static void paper(Graphics2D graphics) {
    graphics.setColor(PAPER);
    graphics.fillRect(0, 0, pixels(WIDTH_MILLIMETRES), pixels(HEIGHT_MILLIMETRES));
    for (int step = 1; step <= 5; step += 4) {
      graphics.setColor(step == 1 ? FINE : COARSE);
      for (int x = 0; x < WIDTH_MILLIMETRES; x += step) {
        graphics.fillRect(pixels(x), pixels(40), 1, pixels(145));
      }
      for (int y = 40; y <= 185; y += step) {
        graphics.fillRect(0, pixels(y), pixels(WIDTH_MILLIMETRES), 1);
      }
    }
  }

  private void heading(Graphics2D graphics) {
    Lettering letters = Lettering.sans();
    graphics.setColor(INK);
    letters.draw(graphics, DemoHospital.NAME, pixels(10), pixels(11), 30);
    String patient =
        examination.patient().name()
            + "   "
            + examination.patient().identifier()
            + "   born "
            + examination.patient().born();
    letters.draw(graphics, patient, pixels(10), pixels(18), 24);
    String when = examination.start().format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm"));
    letters.draw(graphics, "Invented patient   recorded " + when, pixels(10), pixels(24), 20);
    String[] measurements = {
      "Rate " + EcgRecording.RATE + " /min    PR 158 ms    QRS 92 ms    QT 404 ms    QTc 430 ms",
      "Sinus rhythm. Normal axis.",
      "T waves inverted in V2 to V4: consider ischaemia of the anterior wall.",
    };
    for (int i = 0; i < measurements.length; i++) {
      letters.draw(graphics, measurements[i], pixels(140), pixels(11 + 7 * i), 22);
    }
    letters.draw(
        graphics,
        "25 mm/s   10 mm/mV   0.05-150 Hz",
        pixels(10),
        pixels(HEIGHT_MILLIMETRES - 4),
        18);
    letters.drawRight(
        graphics,
        "Generated for demonstration; not a recording of a person",
        pixels(WIDTH_MILLIMETRES - 10),
        pixels(HEIGHT_MILLIMETRES - 4),
        18);
  }

  /** The step of one millivolt that every row begins with. */
  private static void calibration(Graphics2D graphics, double y) {
    Path2D step = new Path2D.Double();
    double x = LEFT_MILLIMETRES - 12;
    step.moveTo(pixels(x), pixels(y));
    step.lineTo(pixels(x + 2), pixels(y));
    step.lineTo(pixels(x + 2), pixels(y - MILLIMETRES_PER_MILLIVOLT));
    step.lineTo(pixels(x + 7), pixels(y - MILLIMETRES_PER_MILLIVOLT));
    step.lineTo(pixels(x + 7), pixels(y));
    step.lineTo(pixels(x + 9), pixels(y));
    ink(graphics);
    graphics.draw(step);
  }

  private void curve(Graphics2D graphics, Lead lead, double y, double from, double to) {
    Path2D line = new Path2D.Double();
    int first = (int) Math.round(from * EcgRecording.FREQUENCY);
    int last = (int) Math.round(to * EcgRecording.FREQUENCY) - 1;
    for (int i = first; i <= last; i++) {
      double x = LEFT_MILLIMETRES + (double) i / EcgRecording.FREQUENCY * MILLIMETRES_PER_SECOND;
      double up = recording.microvolts(lead, i) / 1000.0 * MILLIMETRES_PER_MILLIVOLT;
      if (i == first) {
        line.moveTo(x * PIXELS_PER_MILLIMETRE, (y - up) * PIXELS_PER_MILLIMETRE);
      } else {
        line.lineTo(x * PIXELS_PER_MILLIMETRE, (y - up) * PIXELS_PER_MILLIMETRE);
      }
    }
    ink(graphics);
    graphics.draw(line);
    double x = LEFT_MILLIMETRES + from * MILLIMETRES_PER_SECOND;
    Lettering.sans().draw(graphics, lead.label(), pixels(x + 1.5), pixels(y - 13.5), 22);
    if (from > 0) {
      graphics.fillRect(pixels(x), pixels(y - 3), 2, pixels(6));
    }
  }

  private static void ink(Graphics2D graphics) {
    graphics.setColor(INK);
    graphics.setStroke(new BasicStroke(1.9f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
  }

  private static int pixels(double millimetres) {
    return (int) Math.round(millimetres * PIXELS_PER_MILLIMETRE);
  }
}
