/**
 * The public facts of Medseal: keyrings, the signed statements that make their history, and who may
 * do what because of them.
 *
 * <p>Nothing here ever holds a private key. The service and every client run this same code over
 * the same bytes and reach the same answer: a {@link io.medseal.ledger.keyrings.KeyringState}, or
 * one {@link io.medseal.ledger.LedgerException} that says what is wrong. The layouts are those of
 * {@code spec/keyrings.md}.
 *
 * <p>Start at {@link io.medseal.ledger.chains.ChainVerifier}.
 */
package io.medseal.ledger;
