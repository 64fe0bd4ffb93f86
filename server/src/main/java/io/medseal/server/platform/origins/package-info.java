/**
 * Where a request comes from: the caller's address, behind proxies that are trusted by name only.
 */
package io.medseal.server.platform.origins;
