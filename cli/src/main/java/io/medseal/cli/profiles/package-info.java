/** Which profile a command uses, and its connection to the service. */
package io.medseal.cli.profiles;
