package io.medseal.ledger.chains;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.states.StateReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * Where a chain that is known whole could be begun later, and what leads there (spec/keyrings.md
 * section 12). Immutable.
 *
 * @param made for each lasting owner that a founder, or somebody whom a founder has led to, has
 *     made by itself: by which statements
 * @param newest the newest statement that the chain could be begun at
 */
record OwnerSteps(PMap<KeyringId, PVector<Step>> made, Optional<Step> newest) {
  /** So many are remembered; whom later ones make an owner leads nowhere. */
  private static final int MOST = 4_096;

  /** Of a chain without statements, and of one that is not known whole. */
  static final OwnerSteps NONE = new OwnerSteps(HashTreePMap.empty(), Optional.empty());

  /** Who signed a statement of an owners' line, and where it stands. */
  record Step(int seq, KeyringId signer) {}

  /**
   * With one statement more.
   *
   * @param after the state after it
   */
  OwnerSteps plus(Statement statement, KeyringState after) {
    KeyringId signer = statement.header().signer().keyring();
    Step step = new Step(after.seq(), signer);
    if (!StateReader.canBegin(after.kind())) {
      return this;
    }
    if (statement.change() instanceof Change.Create create) {
      OwnerSteps founded = this;
      for (NewMember member : create.members()) {
        founded = makesOwner(member) ? founded.making(member.keyring(), step) : founded;
      }
      return founded;
    }
    if (!statement.header().via().isEmpty()
        || !made.containsKey(signer)
        || statement.change() instanceof Change.Leave) {
      return this;
    }
    if (after.member(signer).filter(Member::isLastingOwner).isEmpty()) {
      return this;
    }
    OwnerSteps steps =
        statement.change() instanceof Change.SetMember set && makesOwner(set.member())
            ? making(set.member().keyring(), step)
            : this;
    return after.rotationDue() ? steps : new OwnerSteps(steps.made, Optional.of(step));
  }

  /**
   * The statements of the line that leads to the newest, oldest first, without it; empty where it
   * would be longer than anybody takes.
   */
  Optional<List<Integer>> line() {
    List<Integer> line = new ArrayList<>();
    Step step = newest.orElse(null);
    while (step != null && step.seq() > 0 && line.size() < Base.MOST - 1) {
      step = makerBefore(step);
      line.addFirst(step.seq());
    }
    return step != null && step.seq() == 0 ? Optional.of(line) : Optional.empty();
  }

  /** The newest statement before that one that made its signer an owner. */
  private Step makerBefore(Step step) {
    PVector<Step> all = made.getOrDefault(step.signer(), TreePVector.empty());
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).seq() < step.seq()) {
        return all.get(i);
      }
    }
    throw new IllegalStateException("who leads has been made an owner before");
  }

  private OwnerSteps making(KeyringId owner, Step step) {
    if (size() >= MOST) {
      return this;
    }
    PVector<Step> all = made.getOrDefault(owner, TreePVector.empty()).plus(step);
    return new OwnerSteps(made.plus(owner, all), newest);
  }

  /** How many are remembered. */
  int size() {
    return made.values().stream().mapToInt(List::size).sum();
  }

  /** Whether it is an owner without end. */
  static boolean makesOwner(NewMember member) {
    return member.role() == Role.OWNER && member.until() == null;
  }
}
