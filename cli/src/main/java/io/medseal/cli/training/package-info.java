/** The run that Java's AOT cache of the command line is recorded from. */
package io.medseal.cli.training;
