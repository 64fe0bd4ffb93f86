package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.signatures.VerifiedOnce;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.states.StateHash;
import io.medseal.ledger.states.StateReader;
import io.medseal.ledger.trees.MerkleTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Verifies what a chain is begun with (spec/keyrings.md section 12), statement by statement of the
 * owners' line, since each takes the chain of its signer.
 */
final class BaseVerifier {
  private final KeyringId id;
  private final Base base;
  private final List<ReadStatement> line = new ArrayList<>();
  private final Change.Create create;
  private int verified;

  /**
   * Looks at everything for which no other chain is needed.
   *
   * @param statement that which the chain is begun at
   * @throws LedgerException what is wrong with it
   */
  BaseVerifier(KeyringId id, Base base, Bytes statement) {
    this.id = id;
    this.base = base;
    if (base.line().isEmpty() || base.line().size() >= Base.MOST) {
      throw new LedgerException.Malformed("an owners' line has 2 to 64 statements");
    }
    base.line().forEach(shown -> line.add(ReadStatement.of(shown.statement())));
    line.add(ReadStatement.of(statement));
    this.create = checkOrder();
    checkOwners();
  }

  /** Where the chain is begun. */
  int seq() {
    return line.getLast().statement().header().seq();
  }

  /** The next one to verify; all that it leans on is to be verified before. */
  ReadStatement next() {
    return line.get(verified);
  }

  /** Whether all statements have been verified. */
  boolean isDone() {
    return verified == line.size();
  }

  /** Verifies {@link #next}. */
  void add(NamedHeads named, VerifiedOnce signatures) {
    ReadStatement read = next();
    Header header = read.statement().header();
    PublicKeys keys =
        verified == 0
            ? StatementAuthority.ofCreate(header, create, named)
            : StatementAuthority.ofOwner(header, named);
    if (!signatures.verify(keys, read.object())) {
      throw new LedgerException.BadSignature("the signer's keys did not sign this statement");
    }
    verified++;
  }

  /** The state that the chain is begun with, once every statement has been verified. */
  KeyringState state() {
    ReadStatement read = line.getLast();
    Header header = read.statement().header();
    StatementHash hash = StatementCodec.hash(read.bytes());
    KeyringState state = StateReader.read(base.state(), id, header.seq(), hash, header.time());
    if (!StateHash.of(state).equals(header.state())) {
      throw new LedgerException.BrokenChain("a chain is begun with another state than it says");
    }
    Header first = line.getFirst().statement().header();
    if (state.kind() != create.kind()
        || !state.creator().equals(first.signer().keyring())
        || !state.created().equals(first.time())
        || state.before().size() != header.seq()
        || state.rotationDue()) {
      throw new LedgerException.BrokenChain("a chain is begun with a state that does not fit");
    }
    if (!isLastingOwner(state, header.signer().keyring())) {
      throw new LedgerException.NoAuthority("a chain is begun by somebody who is no owner");
    }
    for (int i = 0; i < base.line().size(); i++) {
      Base.Shown shown = base.line().get(i);
      boolean leads =
          MerkleTree.contains(
              state.before().root(),
              header.seq(),
              line.get(i).statement().header().seq(),
              MerkleTree.leaf(StatementCodec.hash(shown.statement()).bytes()),
              shown.path());
      if (!leads) {
        throw new LedgerException.BrokenChain("a statement that is not of the chain's past");
      }
    }
    return state;
  }

  /** Behind {@code create}. */
  List<OwnerSteps.Step> steps() {
    return line.stream()
        .skip(1)
        .map(read -> read.statement().header())
        .map(header -> new OwnerSteps.Step(header.seq(), header.signer().keyring()))
        .toList();
  }

  /** Whether a state shows somebody as an owner without end. */
  static boolean isLastingOwner(KeyringState state, KeyringId who) {
    try {
      return state.member(who).filter(Member::isLastingOwner).isPresent();
    } catch (LedgerException.NotShown _) {
      return false;
    }
  }

  private Change.Create checkOrder() {
    Header before = null;
    for (ReadStatement read : line) {
      Header header = read.statement().header();
      boolean follows =
          before == null
              ? header.seq() == 0 && header.previous().equals(StatementHash.NONE)
              : header.seq() > before.seq() && !header.time().isBefore(before.time());
      if (!header.keyring().equals(id) || !follows) {
        throw new LedgerException.BrokenChain("an owners' line goes forward in one chain");
      }
      before = header;
    }
    if (!(line.getFirst().statement().change() instanceof Change.Create first)
        || !StateReader.canBegin(first.kind())
        || !KeyringIds.derive(
                first.kind(),
                line.getFirst().statement().header().signer().keyring(),
                first.parent(),
                first.keys())
            .equals(id)) {
      throw new LedgerException.BrokenChain("the keyring id is not that of its keys and creator");
    }
    return first;
  }

  private void checkOwners() {
    Set<KeyringId> made =
        create.members().stream()
            .filter(OwnerSteps::makesOwner)
            .map(NewMember::keyring)
            .collect(Collectors.toSet());
    for (int i = 1; i < line.size(); i++) {
      Header header = line.get(i).statement().header();
      if (!header.via().isEmpty() || !made.contains(header.signer().keyring())) {
        throw new LedgerException.NoAuthority(
            "each of an owners' line is signed by whom the one before has made an owner");
      }
      Change change = line.get(i).statement().change();
      if (change instanceof Change.Create || change instanceof Change.Leave) {
        throw new LedgerException.NoAuthority("nothing is begun at a statement of this type");
      }
      if (change instanceof Change.SetMember set && OwnerSteps.makesOwner(set.member())) {
        made = Set.of(set.member().keyring());
      } else if (i + 1 < line.size()) {
        throw new LedgerException.NoAuthority("an owners' line makes owners");
      }
    }
  }
}
