/**
 * The reports of the demo's patient: what each one is, where it belongs, and how its files are
 * drawn.
 */
package io.medseal.demo.reports;
