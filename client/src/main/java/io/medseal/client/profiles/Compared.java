package io.medseal.client.profiles;

import java.time.Instant;

/**
 * That the user compared an institute's safety number.
 *
 * @param name what the institute was called then; no other name was confirmed
 * @param since when
 */
public record Compared(String name, Instant since) {}
