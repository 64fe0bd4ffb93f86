/** Tests of reading JSON. */
package io.medseal.seal.json;
