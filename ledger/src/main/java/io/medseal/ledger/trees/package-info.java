/**
 * Hash trees that grow with a chain: over what holds after a statement, and over all statements
 * before it (spec/keyrings.md section 11).
 */
package io.medseal.ledger.trees;
