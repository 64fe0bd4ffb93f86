package io.medseal.ledger.statements;

/**
 * One signed sentence in a keyring's history: who says it with what authority, and what changes.
 */
public record Statement(Header header, Change change) {}
