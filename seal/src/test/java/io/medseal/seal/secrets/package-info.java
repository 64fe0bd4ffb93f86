/** Tests of secrets. */
package io.medseal.seal.secrets;
