/**
 * Chains of statements: verifying them, and what follows from them: who has which capability, which
 * generation is stale, whom to seal to.
 *
 * <p>{@link io.medseal.ledger.chains.ChainResolver} takes chains as the service answers them,
 * unordered and leaning on one another, and hands out verified ones; seeded with the chains that a
 * cache holds, it takes only what was appended since. {@link
 * io.medseal.ledger.chains.ChainVerifier} does it for one chain whose signers are known. A {@link
 * io.medseal.ledger.chains.RememberedHead} tells whether an answer continues what was seen before.
 *
 * <pre>{@code
 * Keyrings keyrings = ChainResolver.of(cache::find, answer);
 * VerifiedChain record = keyrings.find(id).orElseThrow();
 * remembered.check(record);
 * Set<Capability> mine = new Authority(keyrings).capabilities(me, id, clock.instant());
 * Set<KeyringId> sealTo = new Staleness(keyrings).targets(id, clock.instant());
 * }</pre>
 */
package io.medseal.ledger.chains;
