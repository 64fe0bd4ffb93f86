/** The portal at the service's root: files that the build of {@code web} has put into its jar. */
package io.medseal.server.portal;
