/**
 * What holds after a statement: as one hash, and as a document of which parts can be shown
 * (spec/keyrings.md sections 11 and 12).
 */
package io.medseal.ledger.states;
