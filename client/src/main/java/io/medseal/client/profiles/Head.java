package io.medseal.client.profiles;

import io.medseal.ledger.ids.StatementHash;
import java.time.Instant;
import java.util.Optional;

/**
 * The newest statement of a chain that this profile has verified.
 *
 * @param seq its place in the chain, from 0
 * @param seenAt when it was last seen to be the newest, in whole milliseconds; empty where this
 *     computer's clock and the service's did not agree then
 */
public record Head(int seq, StatementHash hash, Optional<Instant> seenAt) {

  /** Whether this one tells more than {@code before}. */
  boolean isNewerThan(Head before) {
    return seq > before.seq()
        || (seq == before.seq()
            && seenAt.isPresent()
            && (before.seenAt().isEmpty() || seenAt.get().isAfter(before.seenAt().get())));
  }
}
