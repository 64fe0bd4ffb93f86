/** Attacks on the service's time and memory, by strangers and by free accounts, as programs. */
package io.medseal.e2e.attacks;
