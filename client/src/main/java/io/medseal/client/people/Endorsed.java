package io.medseal.client.people;

import io.medseal.client.institutes.Standing;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Endorsement;
import io.medseal.ledger.names.Quoted;
import java.util.Optional;

/**
 * What an institute says of a person, now.
 *
 * @param instituteName from the institute's own card; anyone may found an institute and call it so
 * @param standing what stands behind that name
 */
public record Endorsed(
    KeyringId institute,
    Optional<String> instituteName,
    Standing standing,
    Endorsement endorsement) {

  /** The institute's name, with what it is worth. */
  public String spokenInstitute() {
    return standing.naming(institute, instituteName);
  }

  /** Who the institute says that it is: name and specialty, for a sentence. */
  public String spokenName() {
    return Quoted.of(endorsement.name())
        + endorsement.specialty().map(word -> ", " + Quoted.of(word)).orElse("");
  }
}
