package io.medseal.ledger.chains;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * What held after an earlier statement than that which a chain is begun at, as somebody shows it
 * (spec/keyrings.md section 12); or, of a later statement, more of the state after it. {@link
 * VerifiedChain#showing} verifies it.
 *
 * @param statement its payload
 * @param path of its hash to the root of the tree of all statements before the chain's beginning;
 *     empty for a later one
 * @param next the payload of the statement after it; empty where that is the one that the chain is
 *     begun at, and for a later one
 * @param nextPath of the next one's hash, likewise
 * @param state the state document
 */
public record Past(
    Bytes statement, List<Sha256> path, Optional<Bytes> next, List<Sha256> nextPath, Bytes state) {
  public Past {
    path = List.copyOf(path);
    nextPath = List.copyOf(nextPath);
  }
}
