/** The command line in processes of its own, against the service in a process of its own. */
package io.medseal.e2e.commandline;
