package io.medseal.ledger.chains;

/**
 * Where a head stands in its chain.
 *
 * @param seq the statement's number
 * @param generation which was current after it
 */
public record HeadPlace(int seq, int generation) {}
