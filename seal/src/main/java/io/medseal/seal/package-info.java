/**
 * Everything secret in Medseal: sealing and opening reports, and the keys that do it.
 *
 * <p>A report's files are sealed in parts ({@link io.medseal.seal.bodies}), described by a signed
 * and sealed manifest ({@link io.medseal.seal.manifests}) and opened with a report key, which
 * travels in envelopes ({@link io.medseal.seal.envelopes}) from keyring to keyring. A person's own
 * secret rests in unlock slots ({@link io.medseal.seal.slots}). The layouts are those of {@code
 * spec/}.
 *
 * <p>Every failure is one {@link io.medseal.seal.SealException} with a code of {@code
 * spec/README.md} section 4. No parameter anywhere weakens a check. Nothing is released before it
 * has been authenticated.
 */
package io.medseal.seal;
