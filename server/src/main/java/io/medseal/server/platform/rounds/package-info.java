/** What is done again and again while the service runs. */
package io.medseal.server.platform.rounds;
