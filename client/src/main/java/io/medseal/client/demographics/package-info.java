/**
 * Names, which travel sealed only: the notes in the chains of persons, records and sections
 * (spec/keyrings.md section 6).
 */
package io.medseal.client.demographics;
