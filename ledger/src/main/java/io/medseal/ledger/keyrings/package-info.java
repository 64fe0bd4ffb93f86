/** What a keyring is at one moment: kind, generations, members, roles and what they allow. */
package io.medseal.ledger.keyrings;
