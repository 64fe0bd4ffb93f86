/**
 * What operators see of a running service: one line for each request, health, metrics. Nothing here
 * tells who a person is.
 */
package io.medseal.server.platform.telemetry;
