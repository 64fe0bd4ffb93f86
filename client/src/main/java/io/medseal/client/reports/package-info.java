/**
 * Reports: listing, verifying, opening, reading at any offset, deleting. The order of checks is
 * that of spec/bodies.md section 4, and nothing derived from a step is shown or written before the
 * step has passed.
 */
package io.medseal.client.reports;
