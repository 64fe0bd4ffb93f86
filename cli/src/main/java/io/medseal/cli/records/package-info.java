/** Patients' records and their sections. */
package io.medseal.cli.records;
