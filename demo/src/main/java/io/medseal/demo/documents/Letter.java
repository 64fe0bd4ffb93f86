package io.medseal.demo.documents;

import io.medseal.demo.drawing.Lettering;
import io.medseal.demo.hospital.DemoHospital;
import io.medseal.demo.hospital.Examination;
import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/**
 * A PDF of the hospital, laid out from top to bottom: letterhead, patient, headings, paragraphs and
 * tables. The font is embedded, so that it looks the same everywhere.
 */
final class Letter implements AutoCloseable {
  private static final float LEFT = 56;
  private static final float RIGHT = PDRectangle.A4.getWidth() - 56;
  private static final float BOTTOM = 72;
  private static final float SIZE = 10;
  private static final float LEADING = 14;
  private static final Color INK = new Color(28, 32, 40);
  private static final Color ACCENT = new Color(18, 104, 122);
  private static final Color PALE = new Color(232, 242, 244);
  private static final Color WARNING = new Color(168, 32, 32);

  private final Examination examination;
  private final PDDocument document = new PDDocument();
  private final PDFont font;
  private PDPageContentStream content;
  private float y;

  /**
   * A column of a table.
   *
   * @param width in points
   */
  record Column(String heading, float width) {}

  Letter(Examination examination, String title, String subject) throws IOException {
    this.examination = examination;
    try (InputStream in = Lettering.font()) {
      font = PDType0Font.load(document, in, true);
    }
    describe(title, subject);
    content = page();
    patient(title);
  }

  /** Document information and XMP, so that the file says by itself what it is. */
  private void describe(String title, String subject) throws IOException {
    Calendar created = GregorianCalendar.from(examination.start().atZone(ZoneOffset.UTC));
    created.setTimeZone(TimeZone.getTimeZone("UTC"));
    PDDocumentInformation information = document.getDocumentInformation();
    information.setTitle(title);
    information.setAuthor(DemoHospital.NAME);
    information.setSubject(subject);
    information.setKeywords("invented, demonstration");
    information.setCreator("Medseal demo");
    information.setProducer("Medseal demo");
    information.setCreationDate(created);
    information.setModificationDate(created);
    document.setDocumentId(examination.seed());
    document.getDocumentCatalog().setLanguage("en");
    String xmp =
        """
        <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
         xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
         xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
        <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
        <dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>
        <xmp:CreateDate>%sZ</xmp:CreateDate>
        </rdf:Description></rdf:RDF></x:xmpmeta>
        <?xpacket end="r"?>
        """
            .formatted(title, DemoHospital.NAME, examination.start().withNano(0));
    PDMetadata metadata = new PDMetadata(document);
    metadata.importXMPMetadata(xmp.getBytes(StandardCharsets.UTF_8));
    document.getDocumentCatalog().setMetadata(metadata);
  }

  void heading(String text) throws IOException {
    need(3 * LEADING);
    y -= 7;
    write(text, LEFT, 12, ACCENT, true);
    y -= LEADING + 3;
  }

  void paragraph(String text) throws IOException {
    for (String line : lines(text, RIGHT - LEFT, SIZE)) {
      need(LEADING);
      write(line, LEFT, SIZE, INK, false);
      y -= LEADING;
    }
    y -= 5;
  }

  /** Rows under headings; a row whose last value is {@code H} or {@code L} stands out. */
  void table(List<Column> columns, List<List<String>> rows) throws IOException {
    need(3 * LEADING);
    content.setNonStrokingColor(ACCENT);
    content.addRect(LEFT, y - 5, RIGHT - LEFT, LEADING + 3);
    content.fill();
    row(columns, columns.stream().map(Column::heading).toList(), Color.WHITE, true);
    boolean shaded = false;
    for (List<String> row : rows) {
      need(LEADING + 4);
      if (shaded) {
        content.setNonStrokingColor(PALE);
        content.addRect(LEFT, y - 5, RIGHT - LEFT, LEADING + 3);
        content.fill();
      }
      shaded = !shaded;
      boolean standsOut = row.getLast().equals("H") || row.getLast().equals("L");
      row(columns, row, standsOut ? WARNING : INK, standsOut);
    }
    y -= 5;
  }

  private void row(List<Column> columns, List<String> values, Color colour, boolean bold)
      throws IOException {
    float x = LEFT + 6;
    for (int i = 0; i < columns.size(); i++) {
      write(values.get(i), x, SIZE, colour, bold);
      x += columns.get(i).width();
    }
    y -= LEADING + 3;
  }

  void signature(String name, String role) throws IOException {
    need(4 * LEADING);
    y -= 1.4f * LEADING;
    write(name, LEFT, SIZE, INK, true);
    y -= LEADING;
    write(role + ", " + DemoHospital.NAME, LEFT, SIZE, INK, false);
    y -= LEADING;
    write("Signed electronically; valid without a signature by hand", LEFT, 8, INK, false);
  }

  void save(Path file) throws IOException {
    content.close();
    int pages = document.getNumberOfPages();
    for (int i = 0; i < pages; i++) {
      try (PDPageContentStream footer =
          new PDPageContentStream(
              document, document.getPage(i), PDPageContentStream.AppendMode.APPEND, true, true)) {
        content = footer;
        y = 40;
        write(
            "Everything in this letter is invented: no such hospital, patient or finding exists.",
            LEFT,
            8,
            INK,
            false);
        String number = "Page " + (i + 1) + " of " + pages;
        write(number, RIGHT - width(number, 8), 8, INK, false);
      }
    }
    try (var out = Files.newOutputStream(file)) {
      document.save(out);
    }
  }

  @Override
  public void close() throws IOException {
    document.close();
  }

  private PDPageContentStream page() throws IOException {
    PDPage page = new PDPage(PDRectangle.A4);
    document.addPage(page);
    PDPageContentStream stream = new PDPageContentStream(document, page);
    float top = PDRectangle.A4.getHeight();
    stream.setNonStrokingColor(ACCENT);
    stream.addRect(0, top - 12, PDRectangle.A4.getWidth(), 12);
    stream.fill();
    // The hospital's mark: a cross in a square.
    stream.addRect(LEFT, top - 70, 34, 34);
    stream.fill();
    stream.setNonStrokingColor(Color.WHITE);
    stream.addRect(LEFT + 14, top - 64, 6, 22);
    stream.addRect(LEFT + 6, top - 56, 22, 6);
    stream.fill();
    content = stream;
    y = top - 50;
    write(DemoHospital.NAME, LEFT + 46, 16, ACCENT, true);
    y = top - 66;
    write(DemoHospital.ADDRESS, LEFT + 46, 9, INK, false);
    stream.setStrokingColor(ACCENT);
    stream.setLineWidth(0.8f);
    stream.moveTo(LEFT, top - 82);
    stream.lineTo(RIGHT, top - 82);
    stream.stroke();
    y = top - 104;
    return stream;
  }

  private void patient(String title) throws IOException {
    write(title, LEFT, 15, INK, true);
    y -= 14;
    content.setNonStrokingColor(PALE);
    content.addRect(LEFT, y - 48, RIGHT - LEFT, 52);
    content.fill();
    y -= 12;
    var patient = examination.patient();
    fact("Patient", patient.name(), LEFT + 8);
    fact("Accession", examination.number(), LEFT + 260);
    y -= LEADING;
    fact("Born", patient.born() + "   Sex " + patient.sex().code(), LEFT + 8);
    fact("Date", examination.start().toLocalDate().toString(), LEFT + 260);
    y -= LEADING;
    fact("Record", patient.identifier(), LEFT + 8);
    fact("Referred by", DemoHospital.CARDIOLOGIST, LEFT + 260);
    y -= 2 * LEADING;
  }

  private void fact(String name, String value, float x) throws IOException {
    write(name, x, SIZE, ACCENT, false);
    write(value, x + 64, SIZE, INK, true);
  }

  private void need(float height) throws IOException {
    if (y - height < BOTTOM) {
      content.close();
      content = page();
    }
  }

  /** Bold is the one face with its outline drawn. */
  private void write(String text, float x, float size, Color colour, boolean bold)
      throws IOException {
    content.beginText();
    content.setNonStrokingColor(colour);
    content.setStrokingColor(colour);
    content.setLineWidth(size * 0.03f);
    content.setRenderingMode(bold ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
    content.setFont(font, size);
    content.newLineAtOffset(x, y);
    content.showText(text);
    content.endText();
  }

  private float width(String text, float size) throws IOException {
    return font.getStringWidth(text) / 1000 * size;
  }

  private List<String> lines(String text, float width, float size) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && width(longer, size) > width) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(word);
      } else {
        line.setLength(0);
        line.append(longer);
      }
    }
    lines.add(line.toString());
    return lines;
  }
}
