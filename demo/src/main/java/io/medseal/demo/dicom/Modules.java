package io.medseal.demo.dicom;

import io.medseal.demo.hospital.DemoHospital;
import io.medseal.demo.hospital.Examination;
import io.medseal.demo.hospital.Patient;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What every object of the demo hospital says about its patient, study, series and device. */
public final class Modules {
  private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

  private Modules() {}

  /**
   * A series of a study.
   *
   * @param number 1 and up, unique in the study
   * @param manufacturer the maker of the invented device
   * @param model the invented device
   */
  public record Series(
      SopClass sopClass, int number, String description, String manufacturer, String model) {
    /** The identifier of this series within an examination. */
    public String uid(Examination examination) {
      return Uids.of(examination.number(), "series", Integer.toString(number));
    }
  }

  /** The identifier of the study that an examination gives. */
  public static String studyUid(Examination examination) {
    return Uids.of(examination.number(), "study");
  }

  /** The identifier of one object of a series. */
  public static String instanceUid(Examination examination, Series series, int instance) {
    return Uids.of(
        examination.number(), Integer.toString(series.number()), Integer.toString(instance));
  }

  /**
   * Patient, General Study, General Series, General Equipment and SOP Common modules.
   *
   * @param instance the instance number within the series
   */
  public static DataSet common(
      Examination examination, String studyDescription, Series series, int instance) {
    Patient patient = examination.patient();
    LocalDateTime start = examination.start();
    return new DataSet()
        .with(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
        .with(Tag.INSTANCE_CREATION_DATE, start.toLocalDate())
        .with(Tag.INSTANCE_CREATION_TIME, start.toLocalTime())
        .with(Tag.SOP_CLASS_UID, series.sopClass().uid())
        .with(Tag.SOP_INSTANCE_UID, instanceUid(examination, series, instance))
        .with(Tag.STUDY_DATE, start.toLocalDate())
        .with(Tag.SERIES_DATE, start.toLocalDate())
        .with(Tag.CONTENT_DATE, start.toLocalDate())
        .with(Tag.STUDY_TIME, start.toLocalTime())
        .with(Tag.SERIES_TIME, start.toLocalTime())
        .with(Tag.CONTENT_TIME, start.toLocalTime())
        .with(Tag.ACCESSION_NUMBER, examination.number())
        .with(Tag.MODALITY, series.sopClass().modality())
        .with(Tag.MANUFACTURER, series.manufacturer())
        .with(Tag.INSTITUTION_NAME, DemoHospital.NAME)
        .with(Tag.INSTITUTION_ADDRESS, DemoHospital.ADDRESS)
        .with(Tag.REFERRING_PHYSICIAN_NAME, DemoHospital.CARDIOLOGIST_DICOM)
        .with(Tag.STUDY_DESCRIPTION, studyDescription)
        .with(Tag.SERIES_DESCRIPTION, series.description())
        .with(Tag.MANUFACTURER_MODEL_NAME, series.model())
        .with(Tag.PATIENT_NAME, patient.dicomName())
        .with(Tag.PATIENT_ID, patient.identifier())
        .with(Tag.ISSUER_OF_PATIENT_ID, DemoHospital.NAME)
        .with(Tag.PATIENT_BIRTH_DATE, patient.born())
        .with(Tag.PATIENT_SEX, patient.sex().code())
        .with(Tag.QUALITY_CONTROL_SUBJECT, "YES")
        .with(
            Tag.PATIENT_AGE,
            String.format(Locale.ROOT, "%03dY", patient.ageOn(start.toLocalDate())))
        .with(Tag.PATIENT_COMMENTS, "Invented person; every image and value is generated")
        .with(Tag.DEVICE_SERIAL_NUMBER, "DEMO-" + series.number())
        .with(Tag.SOFTWARE_VERSIONS, "1")
        .with(Tag.STUDY_INSTANCE_UID, studyUid(examination))
        .with(Tag.SERIES_INSTANCE_UID, series.uid(examination))
        .with(Tag.STUDY_ID, examination.number())
        .with(Tag.SERIES_NUMBER, series.number())
        .with(Tag.INSTANCE_NUMBER, instance);
  }

  /** A moment as DICOM writes date and time in one element. */
  public static String dateTime(LocalDateTime moment) {
    return moment.format(DATE_TIME);
  }
}
