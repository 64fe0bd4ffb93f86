package io.medseal.demo.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.demo.Examinations;
import io.medseal.demo.dicom.Code;
import io.medseal.demo.dicom.ReadBack;
import io.medseal.demo.dicom.Tag;
import io.medseal.demo.hospital.DemoHospital;
import io.medseal.demo.hospital.Examination;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The hospital's documents")
class DocumentsTest {
  private static final Examination EXAMINATION = Examinations.numbered("T-DOC-1");

  @TempDir Path folder;

  @Test
  @DisplayName("include a laboratory report on one page, with patient, values and metadata")
  void laboratoryReport() throws IOException {
    Path file = folder.resolve("lab.pdf");
    LaboratoryReport.write(file, EXAMINATION);
    try (PDDocument document = Loader.loadPDF(file.toFile())) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
      assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Laboratory report");
      assertThat(document.getDocumentInformation().getAuthor()).isEqualTo(DemoHospital.NAME);
      String xmp =
          new String(
              document.getDocumentCatalog().getMetadata().toByteArray(), StandardCharsets.UTF_8);
      assertThat(xmp).contains("Laboratory report");
      assertThat(new PDFTextStripper().getText(document))
          .contains("Ravi Demo", "DEMO-000017", "LDL cholesterol", "mL/min/1.73 m²", "invented");
    }
  }

  @Test
  @DisplayName("include a discharge letter on two pages that ends with a signature")
  void dischargeLetter() throws IOException {
    Path file = folder.resolve("letter.pdf");
    DischargeLetter.write(file, EXAMINATION);
    try (PDDocument document = Loader.loadPDF(file.toFile())) {
      assertThat(document.getNumberOfPages()).isEqualTo(2);
      PDFTextStripper lastPage = new PDFTextStripper();
      lastPage.setStartPage(2);
      assertThat(lastPage.getText(document))
          .contains("Recommendations", DemoHospital.CARDIOLOGIST, "Page 2 of 2");
    }
  }

  @Test
  @DisplayName("carry their font in them and no scripts")
  void fontsAreEmbedded() throws IOException {
    Path file = folder.resolve("letter.pdf");
    DischargeLetter.write(file, EXAMINATION);
    try (PDDocument document = Loader.loadPDF(file.toFile())) {
      for (PDPage page : document.getPages()) {
        for (COSName name : page.getResources().getFontNames()) {
          assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
        }
      }
      assertThat(document.getDocumentCatalog().getOpenAction()).isNull();
      assertThat(document.getDocumentCatalog().getNames()).isNull();
    }
  }

  @Test
  @DisplayName("come out the same, byte for byte, for the same examination")
  void areDeterministic() throws IOException {
    LaboratoryReport.write(folder.resolve("a.pdf"), EXAMINATION);
    LaboratoryReport.write(folder.resolve("b.pdf"), EXAMINATION);
    assertThat(folder.resolve("a.pdf")).hasSameBinaryContentAs(folder.resolve("b.pdf"));
  }

  @Test
  @DisplayName("fit into DICOM: the PDF comes out as it went in")
  void encapsulatedPdf() throws IOException {
    Path file = folder.resolve("lab.pdf");
    LaboratoryReport.write(file, EXAMINATION);
    byte[] pdf = Files.readAllBytes(file);
    Path wrapped = folder.resolve("lab.dcm");
    EncapsulatedPdf.write(
        wrapped, EXAMINATION, "Laboratory report", new Code("11502-2", "LN", "Lab"), pdf);
    ReadBack read = ReadBack.file(wrapped);
    assertThat(read.text(Tag.MIME_TYPE_OF_ENCAPSULATED_DOCUMENT)).isEqualTo("application/pdf");
    assertThat(read.number(Tag.ENCAPSULATED_DOCUMENT_LENGTH)).isEqualTo(pdf.length);
    assertThat(read.bytes(Tag.ENCAPSULATED_DOCUMENT)).startsWith(pdf);
  }

  @Test
  @DisplayName("include a structured report with findings under headings")
  void structuredReport() throws IOException {
    Path file = folder.resolve("report.dcm");
    StructuredReport.write(file, EXAMINATION);
    List<ReadBack> sections = ReadBack.file(file).items(Tag.CONTENT_SEQUENCE);
    assertThat(sections).hasSize(4);
    assertThat(sections.get(2).items(Tag.CONTENT_SEQUENCE))
        .extracting(item -> item.text(Tag.TEXT_VALUE))
        .anyMatch(text -> text.contains("nodule of 8 mm"));
  }
}
