/** The packaged programs of this checkout, run as the launcher runs them. */
package io.medseal.testkit.programs;
