/** {@code --help} and {@code medseal help}: the list of commands, one command, exit codes, JSON. */
package io.medseal.cli.help;
