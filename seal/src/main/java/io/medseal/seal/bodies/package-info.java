/**
 * A report's content, sealed in parts of 8 MiB that are made, sent, fetched and opened
 * independently, and read at any offset (spec/bodies.md section 2).
 */
package io.medseal.seal.bodies;
