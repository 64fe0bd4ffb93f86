/** A photograph-like picture of a mole on skin. */
package io.medseal.demo.dermatology;
