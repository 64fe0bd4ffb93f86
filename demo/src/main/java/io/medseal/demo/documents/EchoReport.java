package io.medseal.demo.documents;

import io.medseal.demo.documents.Letter.Column;
import io.medseal.demo.hospital.DemoHospital;
import io.medseal.demo.hospital.Examination;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The report on an echocardiography, with its measurements. */
public final class EchoReport {
  public static final String TITLE = "Echocardiography report";

  private EchoReport() {}

  /** Writes the PDF, which is replaced if it is there. */
  public static void write(Path file, Examination examination) throws IOException {
    try (Letter letter = new Letter(examination, TITLE, "Department of Cardiology")) {
      letter.paragraph("Question: chest pressure on effort for six weeks.");
      letter.heading("Measurements");
      letter.table(
          List.of(
              new Column("Structure", 220),
              new Column("Value", 70),
              new Column("Unit", 70),
              new Column("Reference", 110)),
          List.of(
              List.of("Left ventricle, end of diastole", "49", "mm", "42 - 58"),
              List.of("Left ventricle, end of systole", "32", "mm", "25 - 40"),
              List.of("Septum, end of diastole", "11", "mm", "6 - 11"),
              List.of("Ejection fraction, biplane", "58", "%", "52 - 72"),
              List.of("Left atrium, volume index", "29", "mL/m²", "16 - 34"),
              List.of("Mitral inflow E/A", "0.9", "", "0.8 - 2.0"),
              List.of("Right ventricle, TAPSE", "23", "mm", "> 17")));
      letter.heading("Assessment");
      letter.paragraph(
          """
          Left ventricle of normal size and function, no disturbance of wall motion at rest. Atria of
          normal size. Valves unremarkable, trivial mitral regurgitation. Right heart normal. No
          pericardial effusion.
          """);
      letter.signature(DemoHospital.CARDIOLOGIST, "Department of Cardiology");
      letter.save(file);
    }
  }
}
