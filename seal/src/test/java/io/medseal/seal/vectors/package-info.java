/** The vectors of {@code spec/vectors/}: made, and run. */
package io.medseal.seal.vectors;
