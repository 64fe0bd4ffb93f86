/** The algorithms of suite 1 (spec/README.md section 1), each in the one form that Medseal uses. */
package io.medseal.seal.suite;
