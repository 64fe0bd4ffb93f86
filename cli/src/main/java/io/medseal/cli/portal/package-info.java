/**
 * The portal from this computer: whoever distrusts a cloud need not run the script that it sends.
 * Its own files are served as the service serves them; what is under {@code /api/v1/} is passed on
 * to the cloud, and nothing that comes back from there can act as a page.
 */
package io.medseal.cli.portal;
