/** A domain name system of the test's own. */
package io.medseal.testkit.dns;
