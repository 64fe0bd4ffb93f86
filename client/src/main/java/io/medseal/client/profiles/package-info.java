/**
 * Profiles on disk: one private folder for each account used on this computer.
 *
 * <p>A profile remembers who is logged in, the person's current generation secret, which keyring
 * belonged to an e-mail when first seen (pins), the newest verified head of every chain, and the
 * journals of uploads that have not ended. Files are replaced as a whole and flushed to the disk; a
 * lock keeps two processes from changing one profile at once.
 */
package io.medseal.client.profiles;
