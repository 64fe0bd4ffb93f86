/**
 * What a person has decided about things that others shared with them, sealed for that person
 * alone, so that all their devices know it and the service does not (spec/accounts.md section 5).
 */
package io.medseal.seal.decisions;
