/**
 * What the service's tests share: a real service, callers, and keyrings whose secrets are known.
 */
package io.medseal.server.testing;
