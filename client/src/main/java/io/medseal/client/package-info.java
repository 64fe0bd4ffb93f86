/**
 * The Java SDK: everything that a person can do with Medseal.
 *
 * <p>Start at {@link io.medseal.client.Medseal}: it joins a {@linkplain
 * io.medseal.client.profiles.Profile profile} on disk (who am I, what did I see) to a service that
 * is not trusted with anything: every chain of statements is verified, every remembered head is
 * compared, every envelope is opened with its binding, and nothing unverified is shown or written.
 */
package io.medseal.client;
