/** Opaque bodies on stable storage: a directory here, an object store behind the same interface. */
package io.medseal.server.platform.blobs;
