/** Tests of a generation's keys. */
package io.medseal.seal.keys;
