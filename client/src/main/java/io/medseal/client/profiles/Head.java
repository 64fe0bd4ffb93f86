package io.medseal.client.profiles;

import io.medseal.ledger.ids.StatementHash;

/**
 * The newest statement of a chain that this profile has verified.
 *
 * @param seq its place in the chain, from 0
 */
public record Head(int seq, StatementHash hash) {}
