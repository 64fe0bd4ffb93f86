/** Sealed reports over HTTP: upload in parts, listing, reading. */
package io.medseal.protocol.reports;
