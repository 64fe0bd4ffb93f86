/**
 * Speaking with the service: addresses, JSON, problems, retries, parts. Nothing here trusts or
 * verifies what is answered; that is the callers' part.
 */
package io.medseal.client.transport;
