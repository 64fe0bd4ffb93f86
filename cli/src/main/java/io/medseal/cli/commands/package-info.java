/**
 * What a command is made of: a thin layer over picocli's programmatic model.
 *
 * <p>Only the command that is called is built, and none is read by reflection: that is most of the
 * difference between a command line that answers at once and one that does not.
 */
package io.medseal.cli.commands;
