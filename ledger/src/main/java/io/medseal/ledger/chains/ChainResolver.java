package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.signatures.VerifiedOnce;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.StatementCodec;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Verifies chains that lean on one another, in whatever order they come: what the service answers,
 * or what a store holds.
 *
 * <p><b>Guarantees.</b> What {@link #find} hands out is verified as {@link ChainVerifier} does it.
 * Each statement is verified at most once, when it is first needed, and only after the statements
 * that it leans on; two chains may lean on each other. A chain that does not verify is never taken
 * for an absent one: every look-up of it throws the same {@link LedgerException}, whose {@link
 * LedgerException#chain()} and {@link LedgerException#statement()} say where the fault lies. Safe
 * for use by several threads; they verify one after the other.
 *
 * <p><b>Restrictions.</b> That a chain is the newest there is cannot be seen from an answer: see
 * {@link RememberedHead}. Chains in {@code known} are trusted as they are.
 *
 * <pre>{@code
 * Keyrings keyrings = ChainResolver.of(answer);              // all from the service
 * Keyrings keyrings = ChainResolver.of(cache::find, answer); // what is new since the cache
 * KeyringState record = keyrings.find(id).orElseThrow().state();
 * }</pre>
 *
 * @param <C> what is kept of a chain: its states, or its statements too
 */
public final class ChainResolver<C extends VerifiedStates> implements Keyrings {
  private final Function<KeyringId, Optional<C>> known;
  private final Map<KeyringId, Work<C>> works = new TreeMap<>();
  private final NamedHeads named = new Progress();
  private final VerifiedOnce signatures = new VerifiedOnce(SignedObject.Domain.STATEMENT);

  private ChainResolver(
      Function<KeyringId, Optional<C>> known,
      Map<KeyringId, List<Bytes>> answer,
      Map<KeyringId, Base> begun,
      BiFunction<KeyringId, @Nullable C, ChainBuilder<C>> begin) {
    this.known = known;
    answer.forEach(
        (id, statements) -> {
          Base base = begun.get(id);
          works.put(
              id,
              base == null
                  ? new Work<>(begin.apply(id, known.apply(id).orElse(null)), statements)
                  : new Work<>(begin.apply(id, null), statements, base));
        });
  }

  /** Over whole chains only. */
  public static ChainResolver<VerifiedChain> of(Map<KeyringId, List<Bytes>> chains) {
    return of(_ -> Optional.empty(), chains);
  }

  /**
   * Over chains that are verified already, and what came since.
   *
   * @param known verified chains; what is missing from {@code answer} is looked up here
   * @param answer for each keyring either the whole chain, oldest first, or, where {@code known}
   *     has the chain, only the statements after its newest (perhaps none). A whole chain must
   *     contain the known one: else it is {@code broken-chain}. It must not change meanwhile.
   */
  public static ChainResolver<VerifiedChain> of(
      Function<KeyringId, Optional<VerifiedChain>> known, Map<KeyringId, List<Bytes>> answer) {
    return of(known, answer, Map.of());
  }

  /**
   * As {@link #of(Function, Map)}, where some chains are begun later (spec/keyrings.md section 12).
   *
   * @param begun with what; the answer's first statement of these is that which the chain is begun
   *     at, and what is known of them is not looked at: compare with what was seen before ({@link
   *     RememberedHead})
   */
  public static ChainResolver<VerifiedChain> of(
      Function<KeyringId, Optional<VerifiedChain>> known,
      Map<KeyringId, List<Bytes>> answer,
      Map<KeyringId, Base> begun) {
    return new ChainResolver<>(known, answer, begun, ChainBuilder::ofChain);
  }

  /**
   * As {@link #of(Function, Map)}, keeping no statements: each is asked for twice, in order, and
   * held no longer than it takes to verify it.
   */
  public static ChainResolver<VerifiedStates> ofStates(
      Function<KeyringId, Optional<VerifiedStates>> known, Map<KeyringId, List<Bytes>> answer) {
    return new ChainResolver<>(known, answer, Map.of(), ChainBuilder::ofStates);
  }

  /**
   * The verified chain of that keyring; empty where neither the answer nor the known chains have
   * it.
   *
   * @throws LedgerException the first thing that is wrong in it, or in what it leans on
   */
  @Override
  public synchronized Optional<C> find(KeyringId id) {
    Work<C> work = works.get(id);
    if (work == null) {
      return known.apply(id);
    }
    @Nullable C done = work.done;
    if (done == null) {
      verify(work, work.end());
      done = work.finish();
    }
    return Optional.of(done);
  }

  /**
   * Every chain of the answer, verified.
   *
   * @throws LedgerException the first thing that is wrong in any of them
   */
  public synchronized Map<KeyringId, C> verifyAll() {
    Map<KeyringId, C> all = new TreeMap<>();
    works.keySet().forEach(id -> all.put(id, find(id).orElseThrow()));
    return all;
  }

  /**
   * Verifies the statements of {@code wanted} before index {@code until}, and what they lean on.
   */
  private void verify(Work<C> wanted, int until) {
    Deque<Goal<C>> goals = new ArrayDeque<>();
    goals.push(new Goal<>(wanted, until));
    try {
      while (!goals.isEmpty()) {
        Goal<C> goal = goals.element();
        goal.work().refuseAgain();
        if (goal.work().builder.size() >= goal.until()) {
          goals.pop();
          continue;
        }
        ReadStatement next = goal.work().next();
        Goal<C> first = missing(next.statement().header());
        if (first == null) {
          goal.work().add(next, named, signatures);
        } else if (goals.stream().anyMatch(above -> above.work() == first.work())) {
          throw new LedgerException.BrokenChain("statements that lean on one another in a ring")
              .in(first.work().builder.id().hex(), first.work().builder.size());
        } else {
          goals.push(first);
        }
      }
    } catch (LedgerException e) {
      goals.forEach(goal -> goal.work().failure = e);
      throw e;
    }
  }

  /** Something that a statement leans on and that is not verified yet; null when all is. */
  private @Nullable Goal<C> missing(Header header) {
    Goal<C> signer = missing(header, header.signer().keyring(), header.signer().head());
    if (signer != null) {
      return signer;
    }
    for (Header.Hop hop : header.via()) {
      Goal<C> goal = missing(header, hop.keyring(), hop.head());
      if (goal != null) {
        return goal;
      }
    }
    return null;
  }

  private @Nullable Goal<C> missing(Header header, KeyringId id, StatementHash head) {
    Work<C> work = works.get(id);
    // A statement that names its own chain is judged by what came before it.
    if (work == null || id.equals(header.keyring())) {
      return null;
    }
    // What is neither in the answer nor known may have been shown with where the chain is begun.
    Integer index = work.indexByHash.get(head);
    if (index == null && work.beginning != null) {
      index = work.base;
    }
    return index == null || index < work.builder.size() ? null : new Goal<>(work, index + 1);
  }

  private record Goal<C extends VerifiedStates>(Work<C> work, int until) {}

  /** Heads in chains that are only verified in part so far. */
  private final class Progress implements NamedHeads {
    @Override
    public Optional<KeyringState> at(KeyringId keyring, StatementHash head) {
      Work<C> work = works.get(keyring);
      return work == null
          ? known.apply(keyring).flatMap(chain -> chain.at(head))
          : work.builder.at(head);
    }

    @Override
    public Optional<Instant> followedAt(KeyringId keyring, StatementHash head) {
      Work<C> work = works.get(keyring);
      return work == null
          ? known.apply(keyring).flatMap(chain -> chain.followedAt(head))
          : work.followedAt(head);
    }
  }

  /** One chain of the answer. */
  private static final class Work<C extends VerifiedStates> {
    private final int base;
    private final List<Bytes> statements;
    private final List<Past> pasts;
    private @Nullable BaseVerifier beginning;
    private final Map<StatementHash, Integer> indexByHash = new HashMap<>();
    private final ChainBuilder<C> builder;
    private @Nullable ReadStatement read;
    private int claimedIndex = -1;
    private @Nullable Instant claimedTime;
    private @Nullable C done;
    private @Nullable LedgerException failure;

    /** The answer is read once, in order: it may be long. */
    Work(ChainBuilder<C> builder, List<Bytes> answer) {
      this.builder = builder;
      this.base = builder.size();
      this.pasts = List.of();
      List<StatementHash> hashes = answer.stream().map(StatementCodec::hash).toList();
      boolean whole = !hashes.isEmpty() && builder.isAt(hashes.getFirst(), 0);
      int behind = whole ? base : 0;
      if (whole && !continues(hashes)) {
        behind = answer.size();
        failure =
            new LedgerException.BrokenChain("a chain without the statements that were seen")
                .in(builder.id().hex(), Math.min(answer.size(), base) - 1);
      }
      this.statements = answer.subList(behind, answer.size());
      for (int i = behind; i < hashes.size(); i++) {
        indexByHash.put(hashes.get(i), base + i - behind);
      }
    }

    /** Of a chain that is begun at the answer's first statement. */
    Work(ChainBuilder<C> builder, List<Bytes> answer, Base begun) {
      this.builder = builder;
      this.statements = answer;
      this.pasts = begun.pasts();
      int seq = 0;
      try {
        if (answer.isEmpty()) {
          throw new LedgerException.BrokenChain("a chain has at least one statement");
        }
        beginning = new BaseVerifier(builder.id(), begun, answer.getFirst());
        seq = beginning.seq();
      } catch (LedgerException e) {
        failure = e.in(builder.id().hex(), 0);
      }
      this.base = seq;
      for (int i = 0; i < answer.size(); i++) {
        indexByHash.put(StatementCodec.hash(answer.get(i)), base + i);
      }
    }

    /** Whether all that is known stands at the beginning, in its order. */
    private boolean continues(List<StatementHash> hashes) {
      for (int i = 0; i < base; i++) {
        if (i >= hashes.size() || !builder.isAt(hashes.get(i), i)) {
          return false;
        }
      }
      return true;
    }

    int end() {
      return base + statements.size();
    }

    void refuseAgain() {
      if (failure != null) {
        throw failure;
      }
    }

    ReadStatement next() {
      if (beginning != null) {
        return beginning.next();
      }
      ReadStatement next = read;
      if (next == null) {
        next = builder.read(statements.get(builder.size() - base));
        read = next;
      }
      return next;
    }

    void add(ReadStatement next, NamedHeads named, VerifiedOnce signatures) {
      if (beginning == null) {
        builder.add(next, named, signatures);
        read = null;
        return;
      }
      try {
        beginning.add(named, signatures);
        if (beginning.isDone()) {
          builder.begin(next, beginning.state(), beginning.steps());
          beginning = null;
          pasts.forEach(builder::show);
        }
      } catch (LedgerException e) {
        throw e.in(builder.id().hex(), base);
      }
    }

    C finish() {
      try {
        C chain = builder.build();
        done = chain;
        return chain;
      } catch (LedgerException e) {
        failure = e;
        throw e;
      }
    }

    /** As its signer claims, for a statement that is not verified yet. */
    Optional<Instant> followedAt(StatementHash head) {
      int next = builder.at(head).map(KeyringState::seq).orElse(end()) + 1;
      if (next <= builder.from()) {
        return builder.followedAt(head);
      }
      if (next >= end()) {
        return Optional.empty();
      }
      if (next < builder.size()) {
        return builder.timeOf(next);
      }
      try {
        if (claimedIndex != next) {
          Bytes claimed = statements.get(next - base);
          claimedTime = StatementCodec.parse(SignedObject.parse(claimed)).header().time();
          claimedIndex = next;
        }
        return Optional.ofNullable(claimedTime);
      } catch (LedgerException e) {
        throw e.in(builder.id().hex(), next);
      }
    }
  }
}
