/**
 * Verification of the two signatures of a signed object. Signing needs private keys and lives
 * elsewhere.
 */
package io.medseal.ledger.signatures;
