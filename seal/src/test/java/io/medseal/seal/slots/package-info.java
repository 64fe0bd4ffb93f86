/** Tests of unlock slots. */
package io.medseal.seal.slots;
