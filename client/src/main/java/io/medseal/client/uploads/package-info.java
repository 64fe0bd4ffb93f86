/**
 * Uploading: what becomes which report, sealing and sending in parallel with constant memory, going
 * on after a crash of either side.
 */
package io.medseal.client.uploads;
