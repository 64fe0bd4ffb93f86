package io.medseal.client.people;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Endorsement;
import java.util.Optional;

/**
 * What an institute says of a person, now.
 *
 * @param instituteName from the institute's own card; anyone may found an institute and call it so
 */
public record Endorsed(
    KeyringId institute, Optional<String> instituteName, Endorsement endorsement) {}
