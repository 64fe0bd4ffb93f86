/** Identifiers and opaque bytes as they stand in statements, manifests and addresses. */
package io.medseal.ledger.ids;
