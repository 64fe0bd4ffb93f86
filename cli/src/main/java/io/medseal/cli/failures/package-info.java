/** What is said, and with which exit code a process ends, when something goes wrong. */
package io.medseal.cli.failures;
