/**
 * Measurements, each beside its limit: a benchmark {@code name} has a partner {@code rawName} that
 * does only what no implementation could leave out. What counts is the ratio of the two in one run.
 */
package io.medseal.bench;
