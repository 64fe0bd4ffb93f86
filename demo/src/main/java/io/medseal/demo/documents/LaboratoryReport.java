package io.medseal.demo.documents;

import io.medseal.demo.documents.Letter.Column;
import io.medseal.demo.hospital.Examination;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A laboratory report of one page, with values in and out of range. */
public final class LaboratoryReport {
  public static final String TITLE = "Laboratory report";

  private static final List<Column> COLUMNS =
      List.of(
          new Column("Test", 168),
          new Column("Result", 70),
          new Column("Unit", 84),
          new Column("Reference", 110),
          new Column("Flag", 40));

  private LaboratoryReport() {}

  /** Writes the PDF, which is replaced if it is there. */
  public static void write(Path file, Examination examination) throws IOException {
    try (Letter letter =
        new Letter(examination, TITLE, "Blood count, chemistry, cardiac markers")) {
      letter.paragraph(
          "Venous blood, drawn fasting at "
              + examination.start().toLocalTime().withNano(0)
              + ". All tests completed; results verified.");
      letter.heading("Blood count");
      letter.table(
          COLUMNS,
          List.of(
              List.of("Haemoglobin", "13.9", "g/dL", "13.0 - 17.0", ""),
              List.of("Haematocrit", "41.6", "%", "40 - 50", ""),
              List.of("Leucocytes", "7.4", "10^9/L", "4.0 - 10.0", ""),
              List.of("Thrombocytes", "236", "10^9/L", "150 - 400", "")));
      letter.heading("Chemistry");
      letter.table(
          COLUMNS,
          List.of(
              List.of("Sodium", "139", "mmol/L", "135 - 145", ""),
              List.of("Potassium", "4.3", "mmol/L", "3.5 - 5.1", ""),
              List.of("Creatinine", "98", "µmol/L", "62 - 106", ""),
              List.of("eGFR (CKD-EPI)", "72", "mL/min/1.73 m²", "> 60", ""),
              List.of("ALT", "31", "U/L", "< 50", ""),
              List.of("Glucose, fasting", "6.4", "mmol/L", "3.9 - 5.6", "H"),
              List.of("HbA1c", "43", "mmol/mol", "< 42", "H")));
      letter.heading("Lipids");
      letter.table(
          COLUMNS,
          List.of(
              List.of("Cholesterol, total", "6.3", "mmol/L", "< 5.2", "H"),
              List.of("LDL cholesterol", "4.2", "mmol/L", "< 1.8", "H"),
              List.of("HDL cholesterol", "0.9", "mmol/L", "> 1.0", "L"),
              List.of("Triglycerides", "1.9", "mmol/L", "< 1.7", "H")));
      letter.heading("Cardiac markers");
      letter.table(
          COLUMNS,
          List.of(
              List.of("Troponin T, high sensitivity", "9", "ng/L", "< 14", ""),
              List.of("NT-proBNP", "186", "ng/L", "< 300", ""),
              List.of("C-reactive protein", "3.1", "mg/L", "< 5", "")));
      letter.signature("Dr. Noor Demo", "Clinical chemistry");
      letter.save(file);
    }
  }
}
