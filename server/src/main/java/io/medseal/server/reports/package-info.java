/**
 * Reports as the cloud knows them: sealed bytes in parts, a sealed manifest, keys sealed to
 * keyrings.
 */
package io.medseal.server.reports;
