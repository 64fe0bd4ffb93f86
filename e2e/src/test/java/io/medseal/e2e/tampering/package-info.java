/** A store that is damaged and a service that lies: what clients make of it. */
package io.medseal.e2e.tampering;
