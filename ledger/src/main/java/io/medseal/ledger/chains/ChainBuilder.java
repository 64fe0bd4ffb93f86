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
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A chain that grows statement by statement, each in two steps: {@link #read} looks at the
 * statement alone and its place in the chain, {@link #add} at what it leans on. The order of checks
 * is that of spec/keyrings.md section 9.
 */
final class ChainBuilder<C extends VerifiedStates> {
  private final KeyringId id;
  private final Kept<C> kept;
  private final List<KeyringState> states;
  private final Map<KeyringId, Integer> heads;
  private final Map<KeyringId, Integer> generations;
  private final Map<StatementHash, Integer> indexByHash;

  private long bytes;

  private ChainBuilder(KeyringId id, Kept<C> kept) {
    this.id = id;
    this.kept = kept;
    this.states = new ArrayList<>();
    this.heads = new HashMap<>();
    this.generations = new HashMap<>();
    this.indexByHash = new HashMap<>();
  }

  /** Of a chain with its statements, behind those that are known. */
  static ChainBuilder<VerifiedChain> ofChain(KeyringId id, @Nullable VerifiedChain known) {
    return new ChainBuilder<>(id, new Kept.Everything(known == null ? List.of() : known.entries()))
        .behind(known);
  }

  /** Of the states alone, behind those that are known. */
  static ChainBuilder<VerifiedStates> ofStates(KeyringId id, @Nullable VerifiedStates known) {
    return new ChainBuilder<>(id, new Kept.States()).behind(known);
  }

  private ChainBuilder<C> behind(@Nullable VerifiedStates known) {
    if (known != null) {
      states.addAll(known.states());
      heads.putAll(known.named().heads());
      generations.putAll(known.named().generations());
      bytes = known.bytes();
      for (int i = 0; i < states.size(); i++) {
        indexByHash.put(states.get(i).head(), i);
      }
    }
    return this;
  }

  KeyringId id() {
    return id;
  }

  /** How many statements have been verified. */
  int size() {
    return states.size();
  }

  Optional<KeyringState> at(StatementHash head) {
    return Optional.ofNullable(indexByHash.get(head)).map(i -> states.get(i));
  }

  /** Whether the verified statement of that index has this hash. */
  boolean isAt(StatementHash hash, int index) {
    return index < states.size() && states.get(index).head().equals(hash);
  }

  /** When the verified statement of that index was signed. */
  Optional<Instant> timeOf(int index) {
    return index < states.size() ? Optional.of(states.get(index).time()) : Optional.empty();
  }

  /** First step: layout and link to the statement before. */
  ReadStatement read(Bytes bytes) {
    try {
      return linked(ReadStatement.of(bytes));
    } catch (LedgerException e) {
      throw e.in(id.hex(), states.size());
    }
  }

  /** The same for one that has been read. */
  ReadStatement linked(ReadStatement read) {
    try {
      checkLink(read.statement());
      checkOpenForChange(read.statement().change());
      return read;
    } catch (LedgerException e) {
      throw e.in(id.hex(), states.size());
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
      noteHeads(statement.header(), named);
      if (!signatures.verify(keys, read.object())) {
        throw new LedgerException.BadSignature("the signer's keys did not sign this statement");
      }
      noteSeals(statement, state, named);
      StatementHash hash = StatementCodec.hash(read.bytes());
      KeyringState next =
          statement.change() instanceof Change.Create create
              ? Creation.created(statement.header(), create, hash, kept::sealed)
              : Transition.apply(requireState(state), statement, hash, kept::sealed);
      indexByHash.put(hash, states.size());
      states.add(next);
      bytes += read.bytes().size();
      kept.add(read, next);
    } catch (LedgerException e) {
      throw e.in(id.hex(), states.size());
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
    return kept.build(states, new VerifiedStates.Named(heads, generations), bytes);
  }

  private @Nullable KeyringState state() {
    return states.isEmpty() ? null : states.getLast();
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
    if (header.seq() != states.size() || !header.previous().equals(previous)) {
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

  /** What the chain has named of other keyrings never goes back. */
  private void noteHeads(Header header, NamedHeads named) {
    if (!header.signer().keyring().equals(id)) {
      noteHead(header.signer().keyring(), header.signer().head(), named);
    }
    header.via().forEach(hop -> noteHead(hop.keyring(), hop.head(), named));
  }

  private void noteHead(KeyringId keyring, StatementHash head, NamedHeads named) {
    KeyringState state = named.require(keyring, head);
    Integer before = heads.put(keyring, state.seq());
    if (before != null && before > state.seq()) {
      throw new LedgerException.NoAuthority(
          "a statement leans on an older head than one before it");
    }
    noteGeneration(keyring, state.current().number());
  }

  private void noteSeals(Statement statement, @Nullable KeyringState before, NamedHeads named) {
    Map<KeyringId, Integer> current = new HashMap<>();
    Header.Signer signer = statement.header().signer();
    current.put(signer.keyring(), signer.generation());
    for (Header.Hop hop : statement.header().via()) {
      current.put(hop.keyring(), named.require(hop.keyring(), hop.head()).current().number());
    }
    seals(statement, before)
        .forEach(
            seal -> {
              if (current.getOrDefault(seal.keyring(), seal.generation()) != seal.generation()) {
                throw new LedgerException.StaleGeneration(
                    "a statement seals to another generation than at the head that it names");
              }
              noteGeneration(seal.keyring(), seal.generation());
            });
  }

  private record Seal(KeyringId keyring, int generation) {
    static Seal of(NewMember member) {
      return new Seal(member.keyring(), member.generation());
    }
  }

  private static Stream<Seal> seals(Statement statement, @Nullable KeyringState before) {
    return switch (statement.change()) {
      case Change.Create create -> create.members().stream().map(Seal::of);
      case Change.SetMember set -> Stream.of(Seal.of(set.member()));
      case Change.Rotate rotate ->
          seals(
              rotate.envelopes().generations(),
              requireState(before).openers(statement.header().time()));
      case Change.RemoveMember _,
          Change.Leave _,
          Change.DeleteReport _,
          Change.Endorse _,
          Change.WithdrawEndorsement _,
          Change.PublishCard _,
          Change.SetProfile _,
          Change.Close _ ->
          Stream.empty();
    };
  }

  /** In the order of ids. Another number of generations than of members is an invalid change. */
  private static Stream<Seal> seals(List<Integer> generations, Set<KeyringId> openers) {
    Iterator<Integer> each = generations.iterator();
    return openers.size() == generations.size()
        ? openers.stream().map(opener -> new Seal(opener, each.next()))
        : Stream.empty();
  }

  private void noteGeneration(KeyringId keyring, int generation) {
    Integer before = generations.put(keyring, generation);
    if (before != null && before > generation) {
      throw new LedgerException.StaleGeneration(
          "a statement names an older generation than one before it");
    }
  }
}
