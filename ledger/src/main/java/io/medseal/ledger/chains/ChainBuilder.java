package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.signatures.VerifiedOnce;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.states.StateHash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePVector;

/**
 * A chain that grows statement by statement, each in two steps: {@link #read} looks at the
 * statement alone and its place in the chain, {@link #add} at what it leans on. The order of checks
 * is that of spec/keyrings.md section 9.
 */
final class ChainBuilder<C extends VerifiedStates> {
  private final KeyringId id;
  private final Kept<C> kept;
  private VerifiedStates.Grown grown = VerifiedStates.Grown.EMPTY;
  private long bytes;

  private ChainBuilder(KeyringId id, Kept<C> kept) {
    this.id = id;
    this.kept = kept;
  }

  /** Of a chain with its statements, behind those that are known. */
  static ChainBuilder<VerifiedChain> ofChain(KeyringId id, @Nullable VerifiedChain known) {
    return new ChainBuilder<>(
            id, new Kept.Everything(known == null ? TreePVector.empty() : known.entries()))
        .behind(known);
  }

  /** Of the states alone, behind those that are known. */
  static ChainBuilder<VerifiedStates> ofStates(KeyringId id, @Nullable VerifiedStates known) {
    return new ChainBuilder<>(id, new Kept.States()).behind(known);
  }

  private ChainBuilder<C> behind(@Nullable VerifiedStates known) {
    if (known != null) {
      grown = known.grown();
      bytes = known.bytes();
    }
    return this;
  }

  KeyringId id() {
    return id;
  }

  /** How many statements have been verified, those before where the chain is begun among them. */
  int size() {
    return grown.size();
  }

  /** The number of the first statement that is known. */
  int from() {
    return grown.from();
  }

  /** Begins with a statement that has been verified as {@link BaseVerifier} does it. */
  void begin(ReadStatement read, KeyringState state, List<OwnerSteps.Step> line) {
    grown = VerifiedStates.Grown.begun(state, line);
    bytes = read.bytes().size();
    kept.add(read, state);
  }

  /** Takes what is shown of what was before. */
  void show(Past past) {
    grown = grown.showing(past);
  }

  Optional<KeyringState> at(StatementHash head) {
    return grown.at(head);
  }

  /** When the statement after that one was signed, where it is verified or shown. */
  Optional<Instant> followedAt(StatementHash head) {
    return grown.followedAt(head);
  }

  /** Whether the verified statement of that index has this hash. */
  boolean isAt(StatementHash hash, int index) {
    return isKnown(index) && grown.state(index).head().equals(hash);
  }

  /** When the verified statement of that index was signed. */
  Optional<Instant> timeOf(int index) {
    return isKnown(index) ? Optional.of(grown.state(index).time()) : Optional.empty();
  }

  private boolean isKnown(int index) {
    return index >= grown.from() && index < size();
  }

  /** First step: layout and link to the statement before. */
  ReadStatement read(Bytes bytes) {
    try {
      return linked(ReadStatement.of(bytes));
    } catch (LedgerException e) {
      throw e.in(id.hex(), size());
    }
  }

  /** The same for one that has been read. */
  ReadStatement linked(ReadStatement read) {
    try {
      checkLink(read.statement());
      checkOpenForChange(read.statement().change());
      return read;
    } catch (LedgerException e) {
      throw e.in(id.hex(), size());
    }
  }

  /** Second step: authority, signatures, and the change itself. */
  void add(ReadStatement read, NamedHeads named, VerifiedOnce signatures) {
    try {
      Statement statement = read.statement();
      KeyringState state = state();
      PublicKeys keys =
          statement.change() instanceof Change.Create create
              ? StatementAuthority.ofCreate(statement.header(), create, named)
              : StatementAuthority.ofChange(statement, requireState(state), named);
      Naming naming = new Naming(state, statement, named::place);
      naming.noteHeads();
      if (!signatures.verify(keys, read.object())) {
        throw new LedgerException.BadSignature("the signer's keys did not sign this statement");
      }
      naming.noteSeals();
      StatementHash hash = StatementCodec.hash(read.bytes());
      KeyringState next = NextState.after(state, statement, hash, kept::sealed, naming);
      if (!StateHash.of(next).equals(statement.header().state())) {
        throw new LedgerException.InvalidChange("a statement says another state than follows");
      }
      grown = grown.plus(statement, next);
      bytes += read.bytes().size();
      kept.add(read, next);
    } catch (LedgerException e) {
      throw e.in(id.hex(), size());
    }
  }

  /** The chain so far, which must not end between a removal and its rotation. */
  C build() {
    KeyringState state = state();
    if (state == null) {
      throw new LedgerException.BrokenChain("a chain has at least one statement").in(id.hex(), 0);
    }
    if (state.rotationDue()) {
      throw new LedgerException.RotationDue(
              "who loses open is followed by a rotation, in one append")
          .in(id.hex(), state.seq());
    }
    return kept.build(grown, bytes);
  }

  private @Nullable KeyringState state() {
    return size() == 0 ? null : grown.states().getLast();
  }

  private static KeyringState requireState(@Nullable KeyringState state) {
    if (state == null) {
      throw new LedgerException.BrokenChain("create stands first in a chain, and only there");
    }
    return state;
  }

  private void checkLink(Statement statement) {
    Header header = statement.header();
    KeyringState state = state();
    StatementHash previous = state == null ? StatementHash.NONE : state.head();
    if (!header.keyring().equals(id)) {
      throw new LedgerException.BrokenChain("a statement of another keyring's chain");
    }
    if (header.seq() != size() || !header.previous().equals(previous)) {
      throw new LedgerException.BrokenChain("a statement does not follow the one before it");
    }
    if (state != null && header.time().isBefore(state.time())) {
      throw new LedgerException.BrokenChain("a statement is older than the one before it");
    }
    if ((state == null) != (statement.change() instanceof Change.Create)) {
      throw new LedgerException.BrokenChain("create stands first in a chain, and only there");
    }
    if (statement.change() instanceof Change.Create create
        && !KeyringIds.derive(
                create.kind(), header.signer().keyring(), create.parent(), create.keys())
            .equals(id)) {
      throw new LedgerException.BrokenChain("the keyring id is not that of its keys and creator");
    }
  }

  private void checkOpenForChange(Change change) {
    KeyringState state = state();
    if (state == null) {
      return;
    }
    if (state.closed()) {
      throw new LedgerException.Closed("the keyring is closed");
    }
    if (state.rotationDue() && !fitsBeforeRotation(change)) {
      throw new LedgerException.RotationDue("after somebody lost open comes a rotation");
    }
  }

  private static boolean fitsBeforeRotation(Change change) {
    return change instanceof Change.Rotate
        || change instanceof Change.RemoveMember
        || (change instanceof Change.SetMember set && !set.member().role().opens());
  }
}
