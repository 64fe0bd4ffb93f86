/** Accounts, their unlock slots and sessions. What opens a slot never comes here. */
package io.medseal.server.accounts;
