package io.medseal.client.uploads;

import io.medseal.client.demographics.Patient;
import io.medseal.client.demographics.PatientNames;
import io.medseal.ledger.names.Quoted;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Somebody whom DICOM headers name.
 *
 * @param names the one name, once for each script that it is written in
 * @param id in the numbering of the hospital that made the files
 */
public record NamedPatient(List<String> names, Optional<LocalDate> birthDate, Optional<String> id) {
  public NamedPatient {
    names = List.copyOf(names);
  }

  /**
   * Whether that may be the same person: the name is the same, order, case and accents aside, or a
   * number together with the day of birth, and the days of birth don't differ. Who has no name in
   * the files may be anybody, but for another number.
   */
  public boolean mayBe(Patient patient) {
    boolean bothBorn = birthDate.isPresent() && patient.birthDate().isPresent();
    if (bothBorn && !birthDate.equals(patient.birthDate())) {
      return false;
    }
    boolean sameNumber =
        id.stream()
            .anyMatch(
                own ->
                    patient.identifiers().stream()
                        .anyMatch(known -> folded(known.value()).equals(folded(own))));
    if (names.isEmpty()) {
      return id.isEmpty() || patient.identifiers().isEmpty() || sameNumber;
    }
    return isCalled(patient.name()) || (sameNumber && bothBorn);
  }

  /** Whether that is the name, or the number, of this patient. */
  public boolean isMeantBy(String nameOrId) {
    return isCalled(nameOrId) || id.stream().anyMatch(own -> own.equals(nameOrId.strip()));
  }

  /** A number without spaces around it and in lower case. */
  private static String folded(String number) {
    return number.strip().toLowerCase(Locale.ROOT);
  }

  boolean isCalled(String name) {
    return names.stream().anyMatch(own -> PatientNames.same(own, name));
  }

  /** For sentences: {@code "Ada Example" (born 1969-07-20, id "4711")}. */
  public String spoken() {
    List<String> known = new ArrayList<>();
    birthDate.ifPresent(day -> known.add("born " + day));
    id.ifPresent(number -> known.add("id " + Quoted.of(number)));
    String name = names.isEmpty() ? "somebody without a name" : Quoted.of(names.getFirst());
    return known.isEmpty() ? name : name + " (" + String.join(", ", known) + ")";
  }
}
