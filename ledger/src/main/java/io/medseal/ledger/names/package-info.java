/** Names that people chose for themselves, inside sentences of ours. */
package io.medseal.ledger.names;
