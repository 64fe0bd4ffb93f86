/**
 * Other people: which keyring belongs to an e-mail, whether it still does, and what is known of its
 * owner.
 */
package io.medseal.client.people;
