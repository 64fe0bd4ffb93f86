/** Tests of sealed files. */
package io.medseal.seal.files;
