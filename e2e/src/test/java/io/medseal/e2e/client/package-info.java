/** The SDK against the real service. */
package io.medseal.e2e.client;
