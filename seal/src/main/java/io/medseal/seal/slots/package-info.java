/** The ways into an account: password, recovery code, passkey, each a slot around one secret. */
package io.medseal.seal.slots;
