package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.statements.Header;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether a report's author might add it to its section, along the path that the manifest names
 * (spec/keyrings.md section 7, spec/bodies.md section 4).
 */
public final class AuthorityCheck {
  /** How far the clocks of honest people may differ from the service's. */
  public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  /** How long after it was followed by another statement a head may still be named. */
  public static final Duration HEAD_TOLERANCE = Duration.ofMinutes(15);

  private final Keyrings keyrings;

  /** Looks up the named keyrings, at the named heads, in {@code keyrings}. */
  public AuthorityCheck(Keyrings keyrings) {
    this.keyrings = keyrings;
  }

  /**
   * Checks that a report's author might add to {@code section} at {@code time}: in the state of the
   * named heads, and still in the state that the named chains had {@link #HEAD_TOLERANCE} before
   * {@code time}.
   *
   * @param via ends with the section itself, at the head that the author knew
   * @return the author's public keys, to verify the manifest's signatures with
   * @throws LedgerException.NoAuthority if not
   * @throws LedgerException.ExpiredMember if only an ended membership would have allowed it
   * @throws LedgerException.StaleGeneration if the author's keys had been replaced
   * @throws LedgerException.BrokenChain if {@code time} is before that of a named head
   */
  public PublicKeys checkAuthor(
      Header.Signer author, List<Header.Hop> via, VerifiedStates section, Instant time) {
    if (via.isEmpty() || !via.getLast().keyring().equals(section.id())) {
      throw new LedgerException.NoAuthority("an author's path ends with the section");
    }
    Keyrings known = id -> id.equals(section.id()) ? Optional.of(section) : keyrings.find(id);
    PublicKeys keys = check(author, via, time, (id, head) -> atNamedHead(known, id, head, time));
    Instant settled = time.minus(HEAD_TOLERANCE);
    check(author, via, time, (id, head) -> chain(known, id).atOrAfter(head, settled).orElseThrow());
    return keys;
  }

  /**
   * What a report's author did not know: the time of the first statement that follows one of the
   * heads that its manifest names, where that was more than {@link #HEAD_TOLERANCE} before {@code
   * time}. Such a report is the author's, but may have been sealed to somebody who had been
   * removed.
   *
   * @param named the author's own head and those of the path, section included
   */
  public Optional<Instant> unawareSince(List<Header.Hop> named, Instant time) {
    Instant settled = time.minus(HEAD_TOLERANCE);
    return named.stream()
        .flatMap(hop -> chain(keyrings, hop.keyring()).followedAt(hop.head()).stream())
        .filter(followed -> followed.isBefore(settled))
        .min(Comparator.naturalOrder());
  }

  private static PublicKeys check(
      Header.Signer author, List<Header.Hop> via, Instant time, Path.Lookup lookup) {
    Header.Hop section = via.getLast();
    Path path = Path.named(author, via.subList(0, via.size() - 1), section.keyring(), lookup);
    PublicKeys keys = path.signerKeys(author.generation());
    path.require(Capability.ADD, lookup.at(section.keyring(), section.head()), time);
    return keys;
  }

  private static KeyringState atNamedHead(
      Keyrings known, KeyringId id, StatementHash head, Instant time) {
    KeyringState state =
        chain(known, id)
            .at(head)
            .orElseThrow(() -> new LedgerException.NoAuthority("a named head is unknown"));
    if (time.plus(CLOCK_TOLERANCE).isBefore(state.time())) {
      throw new LedgerException.BrokenChain("a report is older than a head that it names");
    }
    return state;
  }

  private static VerifiedStates chain(Keyrings known, KeyringId id) {
    return known
        .find(id)
        .orElseThrow(() -> new LedgerException.NoAuthority("a named keyring is unknown"));
  }
}
