package io.medseal.demo.documents;

import io.medseal.demo.documents.Letter.Column;
import io.medseal.demo.hospital.DemoHospital;
import io.medseal.demo.hospital.Examination;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A discharge letter of two pages that tells the story of the other reports. */
public final class DischargeLetter {
  public static final String TITLE = "Discharge letter";

  private DischargeLetter() {}

  /** Writes the PDF, which is replaced if it is there. */
  public static void write(Path file, Examination examination) throws IOException {
    try (Letter letter = new Letter(examination, TITLE, "Department of Cardiology")) {
      letter.paragraph("Dear colleague,");
      letter.paragraph(
          "we report on " + examination.patient().name() + ", who was in our care for two days.");
      letter.heading("Diagnoses");
      letter.table(
          List.of(new Column("Diagnosis", 350), new Column("ICD-10", 100)),
          List.of(
              List.of("Angina pectoris, coronary artery disease of one vessel", "I25.11"),
              List.of("Dyslipidaemia", "E78.2"),
              List.of("Arterial hypertension", "I10"),
              List.of("Impaired fasting glucose", "R73.01"),
              List.of("Solitary pulmonary nodule, right upper lobe, 8 mm", "R91.1")));
      letter.heading("History");
      letter.paragraph(
          """
          For six weeks the patient had felt pressure behind the breastbone when climbing stairs,
          which passed within minutes of rest. No complaints at rest, no loss of consciousness, no
          oedema. He has not smoked for eleven years (25 pack years before). His father had a heart
          attack at the age of 58.
          """);
      letter.heading("Findings");
      letter.paragraph(
          """
          Examination: alert, 178 cm, 84 kg, blood pressure 148/86 mmHg, pulse 68/min and regular.
          Heart sounds clear, no murmur. Lungs clear on both sides. No oedema.
          """);
      letter.paragraph(
          """
          ECG: sinus rhythm, 68/min, normal axis, PR 158 ms, QRS 92 ms, QTc 430 ms. T waves inverted
          in V2 to V4.
          """);
      letter.paragraph(
          """
          Echocardiography: left ventricle of normal size, ejection fraction 58 %, no disturbance of
          wall motion at rest. Valves unremarkable, mitral inflow normal for age. No pericardial
          effusion.
          """);
      letter.paragraph(
          """
          CT of chest and upper abdomen with contrast: no embolism, aorta of normal calibre with
          slight calcification of the arch. Round nodule of 8 mm in the right upper lobe, without
          calcification. Simple cyst of the liver, 16 mm. Otherwise unremarkable.
          """);
      letter.paragraph(
          """
          Coronary angiography: left main stem free. Left anterior descending artery with a stenosis
          of about 70 % in its middle segment. Circumflex artery with irregular walls, without
          relevant stenosis. Right coronary artery free.
          """);
      letter.heading("Therapy and course");
      letter.paragraph(
          """
          The stenosis of the left anterior descending artery was treated with one drug-eluting
          stent, without complications. The patient could walk about without complaints on the
          following day; the puncture site at the right wrist was unremarkable.
          """);
      letter.heading("Medication");
      letter.table(
          List.of(
              new Column("Substance", 190),
              new Column("Dose", 110),
              new Column("Schedule", 90),
              new Column("Until", 80)),
          List.of(
              List.of("Acetylsalicylic acid", "100 mg", "1-0-0", "for life"),
              List.of("Clopidogrel", "75 mg", "1-0-0", "6 months"),
              List.of("Atorvastatin", "80 mg", "0-0-1", "for life"),
              List.of("Ramipril", "5 mg", "1-0-0", "for life"),
              List.of("Bisoprolol", "2.5 mg", "1-0-0", "review"),
              List.of("Pantoprazole", "20 mg", "1-0-0", "6 months")));
      letter.heading("Recommendations");
      letter.paragraph(
          """
          Both antiplatelet substances must not be stopped before six months have passed without
          asking us. Target for LDL cholesterol: below 1.4 mmol/L; please check in six weeks, with
          liver enzymes. Blood pressure below 130/80 mmHg. Heart sports group and advice on food are
          arranged.
          """);
      letter.paragraph(
          """
          The nodule in the right upper lobe should be followed by CT without contrast after six to
          twelve months. Exercise test in our outpatient clinic in three months.
          """);
      letter.paragraph("With kind regards");
      letter.signature(DemoHospital.CARDIOLOGIST, "Department of Cardiology");
      letter.save(file);
    }
  }
}
