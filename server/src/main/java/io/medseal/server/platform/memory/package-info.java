/** What of the process's memory may be taken at the same time by what must lie in it whole. */
package io.medseal.server.platform.memory;
