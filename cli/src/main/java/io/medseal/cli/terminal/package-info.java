/** The world around the command: streams, environment, prompts, progress. */
package io.medseal.cli.terminal;
