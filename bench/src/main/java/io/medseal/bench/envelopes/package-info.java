/** Envelopes beside Bouncy Castle's HPKE. */
package io.medseal.bench.envelopes;
