/** What others shared with this account, and what is decided about it. */
package io.medseal.cli.offers;
