/** Other people: who somebody is, and what to do when the service names other keys for them. */
package io.medseal.cli.people;
