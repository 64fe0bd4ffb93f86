/**
 * The person's own account: sign up, log in, recover, passwords, sessions, a stolen secret
 * (spec/accounts.md).
 */
package io.medseal.client.accounts;
