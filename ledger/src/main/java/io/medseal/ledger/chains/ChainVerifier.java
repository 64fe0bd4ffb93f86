package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.signatures.Signatures;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies chains of statements (spec/keyrings.md section 9).
 *
 * <p><b>Guarantees.</b> A {@link VerifiedChain} comes out only if every statement has the right
 * layout, follows the one before it, is signed by both keys of its signer, and says something that
 * the signer was allowed to say at the time. Every keyring that a statement leans on is looked up
 * in {@link Keyrings}, which therefore must itself hand out verified chains only.
 *
 * <p><b>Restrictions.</b> That a chain is the newest there is cannot be seen from the chain itself:
 * remember heads and compare.
 *
 * <pre>{@code
 * VerifiedChain chain = new ChainVerifier(known).verify(id, statements);
 * KeyringState state = chain.state();
 * }</pre>
 */
public final class ChainVerifier {
  private final Keyrings keyrings;
  private final AuthorityCheck authority;

  /** Looks up signers and memberships in {@code keyrings}. */
  public ChainVerifier(Keyrings keyrings) {
    this.keyrings = keyrings;
    this.authority = new AuthorityCheck(keyrings);
  }

  /**
   * Verifies a whole chain.
   *
   * @param id the keyring asked for
   * @param statements oldest first, at least one
   * @throws LedgerException the first thing that is wrong
   */
  public VerifiedChain verify(KeyringId id, List<Bytes> statements) {
    if (statements.isEmpty()) {
      throw new LedgerException.BrokenChain("a chain has at least one statement");
    }
    VerifiedChain chain = extend(id, null, statements);
    if (chain.state().rotationDue()) {
      throw new LedgerException.RotationDue("the chain ends with a removal without its rotation");
    }
    return chain;
  }

  /**
   * Verifies what follows a chain that is verified already.
   *
   * @param more oldest first, at least one; a removal comes with its rotation
   * @throws LedgerException the first thing that is wrong
   */
  public VerifiedChain append(VerifiedChain chain, List<Bytes> more) {
    VerifiedChain longer = extend(chain.id(), chain, more);
    if (longer.state().rotationDue()) {
      throw new LedgerException.RotationDue("a removal comes with its rotation in one append");
    }
    return longer;
  }

  private VerifiedChain extend(
      KeyringId id, @Nullable VerifiedChain start, List<Bytes> statements) {
    List<VerifiedChain.Entry> entries =
        start == null ? new java.util.ArrayList<>() : start.copyOfEntries();
    Map<KeyringId, Integer> newestNamed =
        start == null ? new HashMap<>() : new HashMap<>(start.newestNamed());
    KeyringState state = start == null ? null : start.state();
    for (Bytes bytes : statements) {
      SignedObject object = SignedObject.parse(bytes);
      Statement statement = StatementCodec.parse(object);
      checkLink(id, state, statement);
      checkOpenForChange(state, statement.change());
      VerifiedChain before = entries.isEmpty() ? null : new VerifiedChain(entries, newestNamed);
      KeyringState next;
      PublicKeys keys;
      if (statement.change() instanceof Change.Create create) {
        keys = authority.checkCreate(statement.header(), create);
        verifySignatures(keys, object);
        next = Transition.created(statement, create, StatementCodec.hash(bytes));
      } else {
        if (state == null || before == null) {
          throw new LedgerException.BrokenChain("a chain begins with create");
        }
        keys = authority.checkChange(statement, before);
        verifySignatures(keys, object);
        next = Transition.apply(state, statement, StatementCodec.hash(bytes));
      }
      checkHeadsMoveForward(statement.header(), newestNamed);
      entries.add(new VerifiedChain.Entry(bytes, statement, next));
      state = next;
    }
    return new VerifiedChain(entries, newestNamed);
  }

  private static void verifySignatures(PublicKeys keys, SignedObject object) {
    if (!Signatures.verify(keys, SignedObject.Domain.STATEMENT, object)) {
      throw new LedgerException.BadSignature("the signer's keys did not sign this statement");
    }
  }

  private static void checkLink(KeyringId id, @Nullable KeyringState state, Statement statement) {
    Header header = statement.header();
    int seq = state == null ? 0 : state.seq() + 1;
    StatementHash previous = state == null ? StatementHash.NONE : state.head();
    if (!header.keyring().equals(id)) {
      throw new LedgerException.BrokenChain("a statement of another keyring's chain");
    }
    if (header.seq() != seq || !header.previous().equals(previous)) {
      throw new LedgerException.BrokenChain("statement " + seq + " does not follow the one before");
    }
    if (state != null && header.time().isBefore(state.time())) {
      throw new LedgerException.BrokenChain("a statement is older than the one before it");
    }
    if ((seq == 0) != (statement.change() instanceof Change.Create)) {
      throw new LedgerException.BrokenChain("create stands first in a chain, and only there");
    }
    if (statement.change() instanceof Change.Create create
        && !KeyringIds.derive(
                create.kind(), header.signer().keyring(), create.parent(), create.keys())
            .equals(id)) {
      throw new LedgerException.BrokenChain("the keyring id is not that of its keys and creator");
    }
  }

  private static void checkOpenForChange(@Nullable KeyringState state, Change change) {
    if (state == null) {
      return;
    }
    if (state.closed()) {
      throw new LedgerException.Closed("the keyring is closed");
    }
    if (state.rotationDue()
        && !(change instanceof Change.Rotate)
        && !(change instanceof Change.RemoveMember)) {
      throw new LedgerException.RotationDue("after a removal comes a rotation");
    }
  }

  private void checkHeadsMoveForward(Header header, Map<KeyringId, Integer> newestNamed) {
    Set<KeyringId> seen = new HashSet<>();
    note(header.keyring(), header.signer().keyring(), header.signer().head(), newestNamed, seen);
    for (Header.Hop hop : header.via()) {
      note(header.keyring(), hop.keyring(), hop.head(), newestNamed, seen);
    }
  }

  private void note(
      KeyringId subject,
      KeyringId named,
      StatementHash head,
      Map<KeyringId, Integer> newestNamed,
      Set<KeyringId> seen) {
    if (named.equals(subject)) {
      return;
    }
    if (!seen.add(named)) {
      throw new LedgerException.NoAuthority("a keyring stands twice on the way of authority");
    }
    int seq =
        keyrings
            .find(named)
            .flatMap(chain -> chain.at(head))
            .map(KeyringState::seq)
            .orElseThrow(() -> new LedgerException.NoAuthority("a named head is unknown"));
    Integer before = newestNamed.put(named, seq);
    if (before != null && before > seq) {
      throw new LedgerException.NoAuthority(
          "a statement leans on an older head than one before it");
    }
  }

  /** No time in a statement may be further before that of a head it names. */
  static boolean tooEarly(Instant time, KeyringState named) {
    return time.plus(AuthorityCheck.CLOCK_TOLERANCE).isBefore(named.time());
  }
}
