package io.medseal.demo.reports;

import io.medseal.demo.angiography.Angiogram;
import io.medseal.demo.ct.CtStudy;
import io.medseal.demo.dermatology.SkinPhoto;
import io.medseal.demo.dicom.Code;
import io.medseal.demo.documents.DischargeLetter;
import io.medseal.demo.documents.EchoReport;
import io.medseal.demo.documents.EncapsulatedPdf;
import io.medseal.demo.documents.LaboratoryReport;
import io.medseal.demo.documents.StructuredReport;
import io.medseal.demo.ecg.EcgPicture;
import io.medseal.demo.ecg.EcgWaveform;
import io.medseal.demo.hospital.DemoHospital;
import io.medseal.demo.hospital.Examination;
import io.medseal.demo.ultrasound.UltrasoundStudy;
import io.medseal.demo.video.Mp4;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** Everything in the record of the demo's patient, a story of two weeks that ends on a day. */
public final class DemoReports {
  public static final String GENERAL = "General";
  public static final String CARDIOLOGY = "Cardiology";
  public static final String RADIOLOGY = "Radiology";

  private static final Optional<String> CARDIOLOGISTS = Optional.of("cardiology");
  private static final Code ECHO_REPORT = new Code("42148-7", "LN", "US Heart");

  private final LocalDate today;
  private final Extent extent;

  private DemoReports(LocalDate today, Extent extent) {
    this.today = today;
    this.extent = extent;
  }

  /** The reports, those that take longest to draw first. */
  public static List<DemoReport> until(LocalDate today, Extent extent) {
    DemoReports reports = new DemoReports(today, extent);
    return List.of(
        reports.ct(),
        reports.angiogram(),
        reports.echo(),
        reports.ecgPicture(),
        reports.ecg(),
        reports.laboratory(),
        reports.discharge(),
        reports.photo());
  }

  private DemoReport ct() {
    Examination examination = examination("DEMO-CT-3107", 9, 14, 20);
    return report(
        "ct",
        RADIOLOGY,
        "CT chest and upper abdomen with contrast",
        "18748-4",
        Optional.of("radiology"),
        examination,
        folder -> {
          new CtStudy(examination).writeSeries(folder, extent.slices());
          StructuredReport.write(folder.resolve("Report.dcm"), examination);
        });
  }

  private DemoReport angiogram() {
    Examination examination = examination("DEMO-XA-0412", 8, 10, 45);
    return report(
        "angiogram",
        CARDIOLOGY,
        "Coronary angiography, left coronary artery",
        "18745-0",
        CARDIOLOGISTS,
        examination,
        folder ->
            Mp4.lasting(new Angiogram(examination).encode(extent.video()), extent.video())
                .write(folder.resolve("Left coronary artery.mp4")));
  }

  private DemoReport echo() {
    Examination examination = examination("DEMO-US-2290", 11, 11, 5);
    return report(
        "echo",
        CARDIOLOGY,
        "Echocardiography",
        "42148-7",
        CARDIOLOGISTS,
        examination,
        folder -> {
          new UltrasoundStudy(examination).write(folder.resolve("Loop.dcm"), extent.frames());
          Path pdf = Files.createTempFile(folder, "report", ".pdf");
          EchoReport.write(pdf, examination);
          EncapsulatedPdf.write(
              folder.resolve("Report.dcm"),
              examination,
              EchoReport.TITLE,
              ECHO_REPORT,
              Files.readAllBytes(pdf));
          Files.delete(pdf);
        });
  }

  private DemoReport ecgPicture() {
    Examination examination = examination("DEMO-EKG-5531", 12, 8, 30);
    return report(
        "ecg-picture",
        CARDIOLOGY,
        "ECG at rest, printed",
        "11524-6",
        CARDIOLOGISTS,
        examination,
        folder -> new EcgPicture(examination).write(folder.resolve("ECG at rest.png")));
  }

  private DemoReport ecg() {
    Examination examination = examination("DEMO-EKG-5531", 12, 8, 30);
    return report(
        "ecg",
        CARDIOLOGY,
        "ECG at rest, recording",
        "11524-6",
        CARDIOLOGISTS,
        examination,
        folder -> new EcgWaveform(examination).write(folder.resolve("ECG at rest.dcm")));
  }

  private DemoReport laboratory() {
    Examination examination = examination("DEMO-LAB-8804", 12, 7, 50);
    return report(
        "laboratory",
        GENERAL,
        LaboratoryReport.TITLE,
        "11502-2",
        Optional.of("pathology"),
        examination,
        folder -> LaboratoryReport.write(folder.resolve("Laboratory report.pdf"), examination));
  }

  private DemoReport discharge() {
    Examination examination = examination("DEMO-DIS-0077", 7, 12, 0);
    return report(
        "discharge",
        GENERAL,
        DischargeLetter.TITLE,
        "18842-5",
        CARDIOLOGISTS,
        examination,
        folder -> DischargeLetter.write(folder.resolve("Discharge letter.pdf"), examination));
  }

  private DemoReport photo() {
    Examination examination = examination("DEMO-DERM-0150", 193, 16, 15);
    return report(
        "photo",
        GENERAL,
        "Mole on the left forearm, photograph",
        "72170-4",
        Optional.of("dermatology"),
        examination,
        folder -> new SkinPhoto(examination).write(folder.resolve("Mole.jpg")));
  }

  private static DemoReport report(
      String folder,
      String section,
      String title,
      String type,
      Optional<String> specialty,
      Examination examination,
      DemoReport.Drawing drawing) {
    return new DemoReport(
        folder,
        section,
        title,
        type,
        specialty,
        examination.start().toLocalDate(),
        into -> {
          Files.createDirectories(into);
          drawing.into(into);
        });
  }

  private Examination examination(String number, int daysAgo, int hour, int minute) {
    return new Examination(
        DemoHospital.PATIENT, number, today.minusDays(daysAgo).atTime(LocalTime.of(hour, minute)));
  }

  /** Draws the files of all reports, each in its folder. */
  public static void draw(Path folder, LocalDate today, Extent extent) throws IOException {
    for (DemoReport report : until(today, extent)) {
      report.drawing().into(folder.resolve(report.folder()));
    }
  }
}
