/** Tests of envelopes. */
package io.medseal.seal.envelopes;
