/**
 * What a person keeps of the records that they have read, sealed for that person alone, so that a
 * list need not read them again (spec/accounts.md section 8).
 */
package io.medseal.seal.index;
