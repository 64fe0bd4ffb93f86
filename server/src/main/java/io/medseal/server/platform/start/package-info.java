/**
 * What has to be right before the service starts: arguments and settings, the data directory with
 * its lock and version, and the words and exit codes for what is not.
 */
package io.medseal.server.platform.start;
