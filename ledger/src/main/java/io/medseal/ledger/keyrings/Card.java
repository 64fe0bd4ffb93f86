package io.medseal.ledger.keyrings;

import java.util.Optional;

/**
 * What a person or institute publishes of itself.
 *
 * @param specialty a practice-setting code (SNOMED CT) or word
 */
public record Card(String name, Optional<String> specialty) {}
