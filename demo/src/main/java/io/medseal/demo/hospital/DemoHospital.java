package io.medseal.demo.hospital;

import java.time.LocalDate;

/** What the invented hospital is called, and who works and is treated there. */
public final class DemoHospital {
  public static final String NAME = "Demo Hospital (invented)";
  public static final String ADDRESS = "1 Example Road, Sampleton";
  public static final String CARDIOLOGIST = "Dr. Arjun Demo";
  public static final String RADIOLOGIST = "Dr. Lena Demo";

  /** The radiologist as DICOM writes names. */
  public static final String RADIOLOGIST_DICOM = "Demo^Lena^^Dr.";

  /** The cardiologist as DICOM writes names. */
  public static final String CARDIOLOGIST_DICOM = "Demo^Arjun^^Dr.";

  /** The one patient whose record the demo fills. */
  public static final Patient PATIENT =
      new Patient("Ravi", LocalDate.of(1958, 3, 14), Patient.Sex.MALE, "DEMO-000017");

  private DemoHospital() {}
}
