package io.medseal.ledger.keyrings;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import java.util.Map;
import java.util.Optional;

/**
 * One generation of a keyring.
 *
 * @param number from 1
 * @param previousSecret the secret of the generation before, sealed to this one; empty for the
 *     first
 * @param sealedTo this generation's secret, by the member it was sealed to
 */
public record Generation(
    int number,
    PublicKeys keys,
    Optional<Bytes> previousSecret,
    Map<KeyringId, SealedTo> sealedTo) {

  public Generation {
    sealedTo = Map.copyOf(sealedTo);
  }

  /**
   * An envelope and the recipient's generation it was made for.
   *
   * @param generation the recipient's generation
   * @param oldest the oldest generation of the recipient that this secret was ever sealed to:
   *     whoever knew that one knows this secret, even where {@code generation} is newer
   * @param envelope 1,169 bytes
   */
  public record SealedTo(int generation, int oldest, Bytes envelope) {}
}
