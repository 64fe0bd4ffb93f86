package io.medseal.cli.records;

import io.medseal.client.demographics.Patient;
import io.medseal.client.records.RecordView;
import io.medseal.client.records.SectionView;
import io.medseal.ledger.keyrings.Capability;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Records as they are printed. */
public final class RecordDocuments {
  private RecordDocuments() {}

  /** One record. */
  public record RecordShown(
      String id,
      Optional<PatientShown> patient,
      List<String> capabilities,
      List<SectionShown> sections,
      Optional<Instant> created,
      boolean closed) {}

  /** Whose record it is. */
  public record PatientShown(
      String name, Optional<LocalDate> birthDate, List<IdentifierShown> identifiers) {}

  /** A patient's number. */
  public record IdentifierShown(String system, String value) {}

  /** A section of a record. */
  public record SectionShown(
      String id, Optional<String> name, List<String> capabilities, boolean closed) {}

  static RecordShown of(RecordView record) {
    return new RecordShown(
        record.id().hex(),
        record.patient().map(RecordDocuments::of),
        words(record.capabilities()),
        record.sections().stream().map(RecordDocuments::of).toList(),
        record.created(),
        record.closed());
  }

  static SectionShown of(SectionView section) {
    return new SectionShown(
        section.id().hex(), section.name(), words(section.capabilities()), section.closed());
  }

  private static PatientShown of(Patient patient) {
    return new PatientShown(
        patient.name(),
        patient.birthDate(),
        patient.identifiers().stream()
            .map(number -> new IdentifierShown(number.system(), number.value()))
            .toList());
  }

  /** In the words of spec/keyrings.md section 1. */
  private static List<String> words(Set<Capability> capabilities) {
    return capabilities.stream()
        .sorted()
        .map(capability -> capability.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  /** The role that comes with these capabilities, for people. */
  static String role(Set<Capability> capabilities) {
    if (capabilities.contains(Capability.OWN)) {
      return "owner";
    }
    if (capabilities.contains(Capability.MANAGE)) {
      return "manager";
    }
    if (capabilities.contains(Capability.OPEN)) {
      return capabilities.contains(Capability.ADD) ? "reader, contributor" : "reader";
    }
    return capabilities.contains(Capability.ADD) ? "contributor" : "";
  }
}
