/** The {@code medseal} command line: thin commands over the client. */
package io.medseal.cli;
