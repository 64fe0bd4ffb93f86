/** Signing of statements; what they say and how they are verified is the ledger's. */
package io.medseal.seal.statements;
