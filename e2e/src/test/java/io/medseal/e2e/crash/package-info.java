/** The service dies at random moments; nothing that was acknowledged may be lost. */
package io.medseal.e2e.crash;
