/** People of a test, each with a profile of their own, as on machines of their own. */
package io.medseal.testkit.people;
