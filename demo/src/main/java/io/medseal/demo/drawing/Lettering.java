package io.medseal.demo.drawing;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Draws letters as shapes, so that pictures look the same on every machine and can be made where no
 * font is installed.
 */
public final class Lettering {
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private static final Lettering SANS = new Lettering();

  private final Map<Integer, Glyph> glyphs = new ConcurrentHashMap<>();
  private final TrueTypeFont font;
  private final CmapLookup characters;
  private final double unitsPerEm;

  private record Glyph(Path2D outline, double advance) {}

  private Lettering() {
    try (InputStream in = font()) {
      font = new TTFParser().parse(new RandomAccessReadBuffer(in));
      characters = font.getUnicodeCmapLookup();
      unitsPerEm = font.getUnitsPerEm();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one sans-serif face. */
  public static Lettering sans() {
    return SANS;
  }

  /** The file of that face, to embed it; the caller closes the stream. */
  public static InputStream font() {
    InputStream in = PDDocument.class.getResourceAsStream(FONT);
    if (in == null) {
      throw new IllegalStateException("the PDF library came without " + FONT);
    }
    return in;
  }

  /**
   * Draws text in the colour of the graphics.
   *
   * @param x left end, in pixels
   * @param baseline in pixels
   * @param size of the letters, in pixels
   */
  public void draw(Graphics2D graphics, String text, double x, double baseline, double size) {
    graphics.fill(outline(text, x, baseline, size));
  }

  /** Draws text that ends at {@code right}. */
  public void drawRight(
      Graphics2D graphics, String text, double right, double baseline, double size) {
    draw(graphics, text, right - width(text, size), baseline, size);
  }

  /** How wide a text is, in pixels. */
  public double width(String text, double size) {
    return text.codePoints().mapToDouble(character -> glyph(character).advance()).sum() * size;
  }

  private Shape outline(String text, double x, double baseline, double size) {
    Path2D path = new Path2D.Double();
    double pen = x;
    for (int character : text.codePoints().toArray()) {
      Glyph glyph = glyph(character);
      AffineTransform place = AffineTransform.getTranslateInstance(pen, baseline);
      place.scale(size, -size);
      path.append(glyph.outline().getPathIterator(place), false);
      pen += glyph.advance() * size;
    }
    return path;
  }

  private Glyph glyph(int character) {
    Glyph known = glyphs.get(character);
    return known != null ? known : load(character);
  }

  private synchronized Glyph load(int character) {
    try {
      int id = characters.getGlyphId(character);
      Path2D outline = new Path2D.Double(font.getPath(font.getPostScript().getName(id)));
      outline.transform(AffineTransform.getScaleInstance(1 / unitsPerEm, 1 / unitsPerEm));
      Glyph glyph = new Glyph(outline, font.getAdvanceWidth(id) / unitsPerEm);
      glyphs.put(character, glyph);
      return glyph;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
