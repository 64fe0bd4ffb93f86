/** Sign-up, log-in, sessions and unlock slots (spec/accounts.md). */
package io.medseal.protocol.accounts;
