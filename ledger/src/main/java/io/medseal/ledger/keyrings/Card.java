package io.medseal.ledger.keyrings;

import java.util.Optional;

/**
 * What a person or institute publishes of itself.
 *
 * @param specialty a practice-setting code (SNOMED CT) or word
 * @param domain the DNS name that an institute says is its own; proves nothing by itself
 */
public record Card(String name, Optional<String> specialty, Optional<String> domain) {
  /** Without a domain. */
  public Card(String name, Optional<String> specialty) {
    this(name, specialty, Optional.empty());
  }
}
