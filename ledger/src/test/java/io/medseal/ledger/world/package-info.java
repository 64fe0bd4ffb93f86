/**
 * Keyrings that tests can sign for: deterministic keys, and the statements made with them. Only
 * tests hold private keys.
 */
package io.medseal.ledger.world;
