/** Tests of notes. */
package io.medseal.seal.notes;
