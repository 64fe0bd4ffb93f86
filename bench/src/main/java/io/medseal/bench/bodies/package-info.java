/** Sealing and opening bodies beside a raw loop of the JDK's AES-256-GCM over the same bytes. */
package io.medseal.bench.bodies;
