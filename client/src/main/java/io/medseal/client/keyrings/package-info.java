/**
 * The engine under the features: chains that have been verified, secrets that have been opened,
 * changes that are appended and retried, and the cascade that keeps anything from being sealed to a
 * stale generation (spec/keyrings.md).
 *
 * <p>{@link io.medseal.client.keyrings.SignedIn} ties them together for the person who is logged
 * in. Applications use the features ({@code records}, {@code sharing}, {@code reports}, …) instead.
 */
package io.medseal.client.keyrings;
