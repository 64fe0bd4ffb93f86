/**
 * What others shared with the person: offers, until they are accepted (spec/accounts.md section 6).
 */
package io.medseal.client.offers;
