/**
 * Patients' records and their sections: making them, listing them, finding them by what people
 * type.
 */
package io.medseal.client.records;
