/** Commands that the launcher runs in programs of their own; here they are only explained. */
package io.medseal.cli.launcher;
