/** Small JSON texts sealed to a keyring: a patient's name, a section's name. */
package io.medseal.seal.notes;
