/** Tests of the algorithms. */
package io.medseal.seal.suite;
