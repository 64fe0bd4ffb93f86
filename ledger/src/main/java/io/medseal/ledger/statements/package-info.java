/** Statements: what is signed, and the bytes it is signed as (spec/keyrings.md section 6). */
package io.medseal.ledger.statements;
