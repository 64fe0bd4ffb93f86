/**
 * What a person keeps of the records and reports that they have read, sealed for that person alone,
 * so that a list need not read them again (spec/accounts.md sections 8 and 9).
 */
package io.medseal.seal.index;
