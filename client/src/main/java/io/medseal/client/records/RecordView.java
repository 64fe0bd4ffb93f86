package io.medseal.client.records;

import io.medseal.client.demographics.Patient;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.names.Quoted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A patient's record, as far as this person may see it.
 *
 * @param patient empty where this person can't open the record or any of its sections
 * @param capabilities what this person may do in the record; empty where only sections are shared
 * @param sections those that this person may see
 * @param creator who made it; empty where only sections are shared
 * @param created when; empty where only sections are shared
 */
public record RecordView(
    KeyringId id,
    Optional<Patient> patient,
    Set<Capability> capabilities,
    List<SectionView> sections,
    Optional<KeyringId> creator,
    Optional<Instant> created,
    boolean closed) {

  public RecordView {
    capabilities = Set.copyOf(capabilities);
    sections = List.copyOf(sections);
  }

  /** The patient's name, or the beginning of the id. */
  public String display() {
    return patient
        .map(Patient::name)
        .filter(name -> Quoted.any(name).isPresent())
        .orElseGet(() -> id.hex().substring(0, 12));
  }
}
