/**
 * Chains of statements: verifying them, and what follows from them: who has which capability, which
 * generation is stale, whom to seal to.
 */
package io.medseal.ledger.chains;
