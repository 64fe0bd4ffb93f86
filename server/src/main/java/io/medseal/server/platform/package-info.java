/** What features stand on: database, blobs, HTTP, callers. Nothing here knows a feature. */
package io.medseal.server.platform;
