package io.medseal.demo.documents;

import io.medseal.demo.dicom.Code;
import io.medseal.demo.dicom.DicomFile;
import io.medseal.demo.dicom.Modules;
import io.medseal.demo.dicom.SopClass;
import io.medseal.demo.dicom.Tag;
import io.medseal.demo.dicom.TransferSyntax;
import io.medseal.demo.hospital.Examination;
import java.io.IOException;
import java.nio.file.Path;

/** A PDF inside a DICOM file, as devices without images send their reports. */
public final class EncapsulatedPdf {
  private static final Modules.Series SERIES =
      new Modules.Series(
          SopClass.ENCAPSULATED_PDF, 8, "Report", "Medseal Demo", "Drawn Report Writer");

  private EncapsulatedPdf() {}

  /**
   * Writes the DICOM file, which is replaced if it is there.
   *
   * @param concept what kind of document it is
   */
  public static void write(
      Path file, Examination examination, String title, Code concept, byte[] pdf)
      throws IOException {
    DicomFile.write(
        file,
        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
        Modules.common(examination, title, SERIES, 1)
            .with(Tag.ACQUISITION_DATE_TIME, Modules.dateTime(examination.start()))
            .with(Tag.CONVERSION_TYPE, "WSD")
            .with(Tag.BURNED_IN_ANNOTATION, "YES")
            .with(Tag.CONCEPT_NAME_CODE_SEQUENCE, concept)
            .with(Tag.DOCUMENT_TITLE, title)
            .with(Tag.ENCAPSULATED_DOCUMENT, pdf)
            .with(Tag.MIME_TYPE_OF_ENCAPSULATED_DOCUMENT, "application/pdf")
            .with(Tag.ENCAPSULATED_DOCUMENT_LENGTH, pdf.length));
  }
}
