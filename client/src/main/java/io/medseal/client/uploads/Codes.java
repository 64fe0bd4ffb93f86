package io.medseal.client.uploads;

import io.medseal.client.problems.InputException;
import io.medseal.client.reports.Coding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Codes that people type: LOINC for report types, SNOMED CT for specialties, or plain words for the
 * common ones.
 *
 * <p>Codes and names of report types are LOINC's, as FHIR R4's value set {@code c80-doc-typecodes}
 * has those of documents, and C-CDA's <a
 * href="https://www.hl7.org/fhir/us/ccda/ValueSet-1.3.6.1.4.1.12009.10.2.5.html">LOINC Imaging
 * Document Codes</a> those of imaging. The specialties are those of FHIR R4's value set <a
 * href="https://hl7.org/fhir/R4/valueset-c80-practice-codes.html">c80-practice-codes</a>.
 */
public final class Codes {
  private static final Pattern LOINC_CODE = Pattern.compile("\\d{1,7}-\\d");
  private static final Pattern SNOMED_CODE = Pattern.compile("\\d{6,18}");

  private static final Coding IMAGING_STUDY = loinc("18748-4", "Diagnostic imaging study");
  private static final Coding ECG_STUDY = loinc("11524-6", "EKG study");
  private static final Coding PHOTOGRAPH = loinc("72170-4", "Photographic image");
  private static final Coding STUDY_REPORT = loinc("47045-0", "Study report");

  private static final List<Coding> TYPES =
      List.of(
          IMAGING_STUDY,
          ECG_STUDY,
          PHOTOGRAPH,
          STUDY_REPORT,
          loinc("11488-4", "Consult note"),
          loinc("18842-5", "Discharge summary"),
          loinc("11502-2", "Laboratory report"),
          loinc("11526-1", "Pathology study"),
          loinc("28570-0", "Procedure note"),
          loinc("11506-3", "Progress note"),
          loinc("57133-1", "Referral note"),
          loinc("18745-0", "Cardiac catheterization study"),
          loinc("42148-7", "US Heart"));

  private static final Map<String, Coding> SPECIALTIES =
      Map.ofEntries(
          specialty("cardiology", "394579002", "Cardiology"),
          specialty("radiology", "394914008", "Radiology"),
          specialty("neurology", "394591006", "Neurology"),
          specialty("dermatology", "394582007", "Dermatology"),
          specialty("ophthalmology", "394594003", "Ophthalmology"),
          specialty("psychiatry", "394587001", "Psychiatry"),
          specialty("pathology", "394915009", "General pathology"),
          specialty("gastroenterology", "394584008", "Gastroenterology"),
          specialty("nephrology", "394589003", "Nephrology"),
          specialty("endocrinology", "394583002", "Endocrinology"),
          specialty("pulmonology", "418112009", "Pulmonary medicine"),
          specialty("oncology", "394593009", "Medical oncology"),
          specialty("pediatrics", "394537008", "Pediatric specialty"),
          specialty("urology", "394612005", "Urology"),
          specialty("orthopedics", "394801008", "Trauma and orthopedics"),
          specialty("surgery", "394609007", "General surgery"),
          specialty("obstetrics", "394585009", "Obstetrics and gynecology"),
          specialty("general-medicine", "394802001", "General medicine"));

  private Codes() {}

  /**
   * A report type by its LOINC code.
   *
   * @throws InputException.BadValue if it has not the form of one
   */
  public static Coding type(String typed) {
    String code = typed.strip();
    if (!LOINC_CODE.matcher(code).matches()) {
      throw new InputException.BadValue(
          "'" + code + "' is not a LOINC code. It looks like 18748-4 (diagnostic imaging study).");
    }
    return TYPES.stream()
        .filter(known -> known.code().equals(code))
        .findFirst()
        .orElseGet(() -> new Coding(Coding.LOINC, code, Optional.empty()));
  }

  /**
   * A specialty by its SNOMED CT code or, for the common ones, by its name.
   *
   * @throws InputException.BadValue if it is neither
   */
  public static Coding specialty(String typed) {
    String text = typed.strip();
    Coding known = SPECIALTIES.get(text.toLowerCase(Locale.ROOT));
    if (known != null) {
      return known;
    }
    if (!SNOMED_CODE.matcher(text).matches()) {
      throw new InputException.BadValue(
          "'"
              + text
              + "' is not a specialty. Write a SNOMED CT code, or one of: "
              + String.join(", ", SPECIALTIES.keySet().stream().sorted().toList())
              + ".");
    }
    return SPECIALTIES.values().stream()
        .filter(coding -> coding.code().equals(text))
        .findFirst()
        .orElseGet(() -> new Coding(Coding.SNOMED_CT, text, Optional.empty()));
  }

  /** For a DICOM study. */
  static Coding ofModality(String modality) {
    return modality.equals("ECG") ? ECG_STUDY : IMAGING_STUDY;
  }

  /** For other files. */
  static Coding ofMediaType(String mediaType) {
    return mediaType.startsWith("image/") || mediaType.startsWith("video/")
        ? PHOTOGRAPH
        : STUDY_REPORT;
  }

  private static Coding loinc(String code, String display) {
    return new Coding(Coding.LOINC, code, Optional.of(display));
  }

  private static Map.Entry<String, Coding> specialty(String word, String code, String display) {
    return Map.entry(word, new Coding(Coding.SNOMED_CT, code, Optional.of(display)));
  }
}
