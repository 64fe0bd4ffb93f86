/**
 * What statements say of envelopes that lie beside their chains (spec/keyrings.md section 4):
 * enough to tell the right one, without holding any.
 */
package io.medseal.ledger.envelopes;
