/**
 * Everything that can go wrong, each with a lasting code and one sentence that a person can act on.
 *
 * <p>The root is {@link io.medseal.client.problems.ClientException}; its groups are sealed, so a
 * caller that maps them (to exit codes, to HTTP answers) is told by the compiler when there is a
 * new one. Messages never contain secrets.
 */
package io.medseal.client.problems;
