package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import java.time.Instant;
import java.util.Optional;

/**
 * The newest head of a chain that a client has verified, kept by the client between visits so that
 * a chain that was rolled back, forked or written into afterwards is noticed (spec/keyrings.md
 * section 9).
 *
 * @param keyring whose chain
 * @param head hash of its newest statement then
 * @param seenAt when the service said that this is the newest; empty where the client's clock did
 *     not agree with the service's (to {@link AuthorityCheck#CLOCK_TOLERANCE}) at that moment
 */
public record RememberedHead(KeyringId keyring, StatementHash head, Optional<Instant> seenAt) {

  /** What to remember after {@code chain} has been verified. */
  public static RememberedHead of(VerifiedStates chain, Optional<Instant> seenAt) {
    return new RememberedHead(chain.id(), chain.state().head(), seenAt);
  }

  /**
   * Refuses an answer that does not continue what was seen.
   *
   * @param chain a later answer, verified
   * @throws LedgerException.BrokenChain if it lacks the remembered head
   * @throws LedgerException.AddedLate if a statement after that head is {@link #isLate late}
   */
  public void check(VerifiedStates chain) {
    if (!chain.id().equals(keyring)) {
      throw new LedgerException.BrokenChain("the chain of another keyring");
    }
    if (!chain.knows(head)) {
      throw new LedgerException.BrokenChain("a chain without the head that was seen");
    }
    KeyringState seen = chain.at(head).orElseThrow();
    // Times never go backwards in a chain, so the first new statement is the oldest.
    if (chain.followedAt(head).filter(this::isLate).isPresent()) {
      throw new LedgerException.AddedLate("a statement dated before the chain was seen without it")
          .in(keyring.hex(), seen.seq() + 1);
    }
  }

  /**
   * Whether a statement of that time, after the remembered head, is dated so long before {@link
   * #seenAt} that an honest service would have shown it then.
   */
  public boolean isLate(Instant time) {
    return seenAt
        .filter(seen -> time.plus(AuthorityCheck.HEAD_TOLERANCE).isBefore(seen))
        .isPresent();
  }
}
