/** Files and folders that only the service's own user can read. */
package io.medseal.server.platform.files;
