package io.medseal.server.activity;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of events: 32 hexadecimal digits that begin with the time, so that events of one millisecond
 * keep their order; the rest is random, so that replicas never meet.
 */
final class EventIds {
  private static final int COUNTER_BITS = 16;

  private final SecureRandom random = new SecureRandom();
  private final AtomicLong last = new AtomicLong();

  String next(long millis) {
    long ordered = last.updateAndGet(before -> Math.max(before + 1, millis << COUNTER_BITS));
    return HexFormat.of().toHexDigits(ordered) + HexFormat.of().toHexDigits(random.nextLong());
  }
}
