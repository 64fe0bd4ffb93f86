package io.medseal.demo;

import io.medseal.demo.hospital.DemoHospital;
import io.medseal.demo.hospital.Examination;
import java.time.LocalDateTime;

/** Examinations for tests. */
public final class Examinations {
  private Examinations() {}

  public static Examination numbered(String number) {
    return new Examination(DemoHospital.PATIENT, number, LocalDateTime.of(2025, 10, 1, 9, 30));
  }
}
