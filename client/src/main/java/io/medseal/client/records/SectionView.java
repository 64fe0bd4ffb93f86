package io.medseal.client.records;

import io.medseal.client.demographics.Patient;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.names.Quoted;
import java.util.Optional;
import java.util.Set;

/**
 * A part of a record.
 *
 * @param name empty where this person can't open it
 * @param patient whose record it is, as the section says
 * @param capabilities what this person may do in it
 */
public record SectionView(
    KeyringId id,
    KeyringId record,
    Optional<String> name,
    Optional<Patient> patient,
    Set<Capability> capabilities,
    boolean closed) {

  public SectionView {
    capabilities = Set.copyOf(capabilities);
  }

  /** Its name, or the beginning of its id. */
  public String display() {
    return name.filter(own -> Quoted.any(own).isPresent())
        .orElseGet(() -> id.hex().substring(0, 12));
  }
}
