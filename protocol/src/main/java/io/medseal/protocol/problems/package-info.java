/** The registry of problems: every refusal that the service can answer (RFC 9457). */
package io.medseal.protocol.problems;
