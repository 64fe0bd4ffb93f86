/** Sharing, ending shares, and who can open what. */
package io.medseal.cli.sharing;
