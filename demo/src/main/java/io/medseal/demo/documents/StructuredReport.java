package io.medseal.demo.documents;

import io.medseal.demo.dicom.Code;
import io.medseal.demo.dicom.DataSet;
import io.medseal.demo.dicom.DicomFile;
import io.medseal.demo.dicom.Modules;
import io.medseal.demo.dicom.SopClass;
import io.medseal.demo.dicom.Tag;
import io.medseal.demo.dicom.TransferSyntax;
import io.medseal.demo.hospital.DemoHospital;
import io.medseal.demo.hospital.Examination;
import java.io.IOException;
import java.nio.file.Path;

/** The radiologist's reading of the CT as a DICOM basic text report. */
public final class StructuredReport {
  private static final Modules.Series SERIES =
      new Modules.Series(
          SopClass.BASIC_TEXT_REPORT, 9, "Radiology report", "Medseal Demo", "Drawn Workstation");

  private StructuredReport() {}

  /** Writes the DICOM file, which is replaced if it is there. */
  public static void write(Path file, Examination examination) throws IOException {
    String now = Modules.dateTime(examination.start());
    DataSet observer =
        new DataSet()
            .with(Tag.VERIFYING_ORGANIZATION, DemoHospital.NAME)
            .with(Tag.VERIFICATION_DATE_TIME, now)
            .with(Tag.VERIFYING_OBSERVER_NAME, DemoHospital.RADIOLOGIST_DICOM)
            .withEmpty(Tag.VERIFYING_OBSERVER_IDENTIFICATION_CODE_SEQUENCE);
    DataSet root =
        Modules.common(examination, "CT chest and upper abdomen with contrast", SERIES, 1)
            .withEmpty(Tag.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE)
            .with(Tag.VALUE_TYPE, "CONTAINER")
            .with(Tag.CONCEPT_NAME_CODE_SEQUENCE, new Code("18747-6", "LN", "CT Report"))
            .with(Tag.CONTINUITY_OF_CONTENT, "SEPARATE")
            .with(Tag.VERIFYING_OBSERVER_SEQUENCE, observer)
            .withEmpty(Tag.PERFORMED_PROCEDURE_CODE_SEQUENCE)
            .with(Tag.COMPLETION_FLAG, "COMPLETE")
            .with(Tag.VERIFICATION_FLAG, "VERIFIED")
            .with(
                Tag.CONTENT_SEQUENCE,
                language(),
                section(
                    new Code("121060", "DCM", "History"),
                    text("121060", "History", "Chest pressure on effort for six weeks.")),
                section(
                    new Code("121070", "DCM", "Findings"),
                    text(
                        "121071",
                        "Finding",
                        "Round solid nodule of 8 mm in the right upper lobe, without"
                            + " calcification."),
                    text(
                        "121071",
                        "Finding",
                        "No pulmonary embolism. Aorta of normal calibre, arch slightly calcified."),
                    text(
                        "121071",
                        "Finding",
                        "Simple cyst of 16 mm in the right lobe of the liver. Kidneys, spleen and"
                            + " pancreas unremarkable.")),
                section(
                    new Code("121076", "DCM", "Conclusions"),
                    text(
                        "121077",
                        "Conclusion",
                        "Solitary pulmonary nodule of 8 mm. Follow-up by CT in 6 to 12 months."),
                    text("121077", "Conclusion", "Invented findings of an invented patient.")));
    DicomFile.write(file, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, root);
  }

  private static DataSet language() {
    return new DataSet()
        .with(Tag.RELATIONSHIP_TYPE, "HAS CONCEPT MOD")
        .with(Tag.VALUE_TYPE, "CODE")
        .with(
            Tag.CONCEPT_NAME_CODE_SEQUENCE,
            new Code("121049", "DCM", "Language of Content Item and Descendants"))
        .with(Tag.CONCEPT_CODE_SEQUENCE, new Code("en", "RFC5646", "English"));
  }

  private static DataSet section(Code heading, DataSet... content) {
    return new DataSet()
        .with(Tag.RELATIONSHIP_TYPE, "CONTAINS")
        .with(Tag.VALUE_TYPE, "CONTAINER")
        .with(Tag.CONCEPT_NAME_CODE_SEQUENCE, heading)
        .with(Tag.CONTINUITY_OF_CONTENT, "SEPARATE")
        .with(Tag.CONTENT_SEQUENCE, content);
  }

  private static DataSet text(String code, String meaning, String text) {
    return new DataSet()
        .with(Tag.RELATIONSHIP_TYPE, "CONTAINS")
        .with(Tag.VALUE_TYPE, "TEXT")
        .with(Tag.CONCEPT_NAME_CODE_SEQUENCE, new Code(code, "DCM", meaning))
        .with(Tag.TEXT_VALUE, text);
  }
}
