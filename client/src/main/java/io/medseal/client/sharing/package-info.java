/** Sharing records, sections and single reports, ending shares, and who can open what. */
package io.medseal.client.sharing;
