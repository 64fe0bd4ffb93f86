/** Tests of signing statements. */
package io.medseal.seal.statements;
