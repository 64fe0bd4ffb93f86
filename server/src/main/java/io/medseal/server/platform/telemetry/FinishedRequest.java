package io.medseal.server.platform.telemetry;

import io.medseal.ledger.ids.KeyringId;
import org.jspecify.annotations.Nullable;

/**
 * A request that has been answered.
 *
 * @param account whose session it came with, null without one
 * @param in bytes of the request's body
 * @param out bytes of the answer's body
 */
public record FinishedRequest(@Nullable KeyringId account, int status, long in, long out) {

  /** Is told of every finished request, in the thread that answered it: be quick. */
  @FunctionalInterface
  public interface Listener {
    void finished(FinishedRequest request);
  }
}
