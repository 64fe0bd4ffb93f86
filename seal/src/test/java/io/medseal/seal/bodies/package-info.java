/** Tests of bodies. */
package io.medseal.seal.bodies;
