/**
 * What the service and every reader must agree on about sealed reports without being able to open
 * one: sizes, limits, and the hashes that a manifest signs.
 */
package io.medseal.ledger.reports;
