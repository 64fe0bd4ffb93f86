package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds statements whose signers have since lost the authority that they used (spec/keyrings.md
 * section 9).
 *
 * <p>Such a statement verifies, and is mostly what it looks like: a colleague did something and
 * left later. But somebody who has left and works together with the service could also have signed
 * it afterwards and dated it back. Nobody who had not seen the chain in between can tell; so point
 * it out to a person who can.
 */
public final class FormerAuthority {
  private final Keyrings keyrings;

  /** Judges by the newest chains that {@code keyrings} knows. */
  public FormerAuthority(Keyrings keyrings) {
    this.keyrings = keyrings;
  }

  /**
   * The statements of {@code chain} that their signers could no longer make at {@code now}.
   *
   * @param seen only those after this head, which the caller saw in time; empty for all
   */
  public List<VerifiedChain.Entry> statements(
      VerifiedChain chain, Optional<StatementHash> seen, Instant now) {
    List<VerifiedChain.Entry> entries = chain.entries();
    int first = seen.flatMap(chain::at).map(state -> state.seq() + 1).orElse(0) - chain.from();
    if (first < 0 || (first == 0 && chain.from() > 0)) {
      throw new LedgerException.NotShown("statements from before the chain is begun");
    }
    List<VerifiedChain.Entry> former = new ArrayList<>();
    for (int i = first; i < entries.size(); i++) {
      KeyringState before = i == 0 ? null : entries.get(i - 1).state();
      if (!holds(entries.get(i).statement(), before, newest(), now)) {
        former.add(entries.get(i));
      }
    }
    return List.copyOf(former);
  }

  /**
   * Whether a statement that verifies is one that its signer could have made at one moment, and
   * lost the authority for since: by then it can only be dated back, or have been withheld.
   *
   * @param before the keyring before it; null where it begins the chain
   * @param then by the chains as they were then, but not before the heads that it names
   */
  public boolean isLost(
      Statement statement, @Nullable KeyringState before, Instant then, Instant now) {
    return holds(
            statement, before, (id, head) -> chain(id).atOrAfter(head, then).orElseThrow(), then)
        && !holds(statement, before, newest(), now);
  }

  private Path.Lookup newest() {
    return (keyring, _) -> chain(keyring).state();
  }

  private VerifiedStates chain(KeyringId keyring) {
    return keyrings.find(keyring).orElseThrow(FormerAuthority::unknown);
  }

  private static boolean holds(
      Statement statement, @Nullable KeyringState before, Path.Lookup lookup, Instant now) {
    Header header = statement.header();
    if (header.signer().keyring().equals(header.keyring())) {
      return true; // by itself: its own chain tells what came when
    }
    try {
      Path path = Path.named(header.signer(), header.via(), header.keyring(), lookup);
      path.signerKeys(header.signer().generation());
      if (statement.change() instanceof Change.Create create) {
        StatementAuthority.requireMaker(header, create, path, now);
      } else if (before != null) {
        StatementAuthority.requireMay(statement, before, path, now);
      }
      return true;
    } catch (LedgerException.NoAuthority
        | LedgerException.ExpiredMember
        | LedgerException.StaleGeneration _) {
      return false;
    }
  }

  private static LedgerException unknown() {
    return new LedgerException.NoAuthority("a named keyring is unknown");
  }
}
