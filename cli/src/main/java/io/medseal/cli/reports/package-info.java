/** Adding, listing, opening, verifying and deleting reports. */
package io.medseal.cli.reports;
