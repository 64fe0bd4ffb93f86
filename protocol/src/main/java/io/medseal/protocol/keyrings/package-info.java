/** Chains of statements over HTTP. */
package io.medseal.protocol.keyrings;
