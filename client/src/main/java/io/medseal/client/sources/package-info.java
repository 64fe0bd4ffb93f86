/** Files of this computer that are read to be sealed: what they are, and whether they change. */
package io.medseal.client.sources;
