/** The private keys of a keyring's generation, all derived from its one secret. */
package io.medseal.seal.keys;
