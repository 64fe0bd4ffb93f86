package io.medseal.ledger.keyrings;

import java.util.OptionalInt;

/**
 * What the statements of a chain have named of another keyring so far; later ones may not go back.
 *
 * @param head sequence number of the newest head; empty where only something was sealed to it
 * @param generation the newest that was current at a named head, or that something was sealed to
 */
public record Named(OptionalInt head, int generation) {}
