package io.medseal.demo.filling;

import io.medseal.demo.hospital.DemoHospital;
import java.util.Optional;

/** The invented people who have an account. */
public enum Persona {
  PATIENT(DemoHospital.PATIENT.name(), "owns the record", null),
  CARDIOLOGIST(DemoHospital.CARDIOLOGIST, "reads the section Cardiology", "394579002"),
  RADIOLOGIST(DemoHospital.RADIOLOGIST, "reads the section Radiology", "394914008"),
  CLERK("Rosa Demo", "records clerk: made the record, uploaded everything", null),
  ADMINISTRATOR("Maya Demo", "founded the institute, vouches for its staff", null);

  private final String person;
  private final String task;
  private final Optional<String> specialty;

  Persona(String person, String task, String specialty) {
    this.person = person;
    this.task = task;
    this.specialty = Optional.ofNullable(specialty);
  }

  /** The profile's name, and the part of the e-mail address before the at sign. */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** An address in a domain that can never exist (RFC 2606). */
  public String email() {
    return id() + "@demo.invalid";
  }

  /** What the person is called. */
  public String person() {
    return person;
  }

  /** What the person does in the demo. */
  public String task() {
    return task;
  }

  /** SNOMED CT, for doctors. */
  public Optional<String> specialty() {
    return specialty;
  }

  /** Whether the hospital vouches for the person. */
  boolean isStaff() {
    return this == CLERK || this == CARDIOLOGIST || this == RADIOLOGIST;
  }
}
