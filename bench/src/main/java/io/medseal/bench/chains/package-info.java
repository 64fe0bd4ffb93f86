/** Statements and chains beside the bare signatures in them. */
package io.medseal.bench.chains;
