/** One secret sealed to one generation of one keyring: the only way access is ever given. */
package io.medseal.seal.envelopes;
