/** The cases of {@code spec/vectors/statements}: what runs them, and what made them. */
package io.medseal.ledger.vectors;
