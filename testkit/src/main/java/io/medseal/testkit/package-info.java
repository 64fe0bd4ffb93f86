/**
 * Test support: the real service as a process of its own that can be killed, a proxy that lies, and
 * hands on the bytes that the service has stored.
 */
package io.medseal.testkit;
