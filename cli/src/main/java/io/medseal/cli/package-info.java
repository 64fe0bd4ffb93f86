/**
 * The {@code medseal} command line: thin commands over the client.
 *
 * <p>{@link io.medseal.cli.Main} starts a process, {@link io.medseal.cli.Cli} runs one command
 * line, {@link io.medseal.cli.Entries} lists the commands. A command lives in the package of its
 * feature and is built only when it is called.
 */
package io.medseal.cli;
