/** The person's own account: sign up, log in and out, password, recovery, sessions. */
package io.medseal.cli.accounts;
