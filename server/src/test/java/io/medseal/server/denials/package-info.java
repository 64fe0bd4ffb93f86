/**
 * Who must be refused what: every endpoint, every kind of caller. An endpoint without a row in
 * {@link io.medseal.server.denials.Matrix} fails the build.
 */
package io.medseal.server.denials;
