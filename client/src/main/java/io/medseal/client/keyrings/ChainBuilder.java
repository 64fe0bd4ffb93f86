package io.medseal.client.keyrings;

import io.medseal.client.problems.TrustException;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.ChainVerifier;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the service answered into verified chains. Chains lean on each other statement by
 * statement, so each is verified just as far as another needs it, and then to its end.
 */
final class ChainBuilder {
  private final Map<KeyringId, VerifiedChain> verified;
  private final Map<KeyringId, List<Unverified>> pending = new HashMap<>();
  private final Set<KeyringId> inProgress = new HashSet<>();
  private final ChainVerifier verifier;

  /** On top of chains that are verified already; they are not changed. */
  ChainBuilder(Map<KeyringId, VerifiedChain> held) {
    this.verified = new HashMap<>(held);
    this.verifier = new ChainVerifier(id -> Optional.ofNullable(verified.get(id)));
  }

  private record Unverified(Bytes bytes, Statement statement, StatementHash hash) {}

  /**
   * Takes a chain as answered.
   *
   * @param after seq of the statement before the first one given
   */
  void add(KeyringId id, int after, List<Bytes> statements) {
    VerifiedChain held = verified.get(id);
    int next = held == null ? 0 : held.state().seq() + 1;
    int skip = next - (after + 1);
    if (skip < 0) {
      throw new TrustException.MissingHistory(brief(id));
    }
    if (held != null && (skip > statements.size() || differs(held, after, statements, skip))) {
      throw new TrustException.Rollback(brief(id));
    }
    List<Unverified> rest = new ArrayList<>();
    for (Bytes bytes : statements.subList(Math.min(skip, statements.size()), statements.size())) {
      rest.add(parsed(id, bytes));
    }
    pending.put(id, rest);
  }

  /** Keyrings that are named by what was added and are not known. */
  Set<KeyringId> unknown() {
    Set<KeyringId> unknown = new HashSet<>();
    for (List<Unverified> chain : pending.values()) {
      for (Unverified next : chain) {
        for (Header.Hop named : named(next.statement().header())) {
          if (!verified.containsKey(named.keyring()) && !pending.containsKey(named.keyring())) {
            unknown.add(named.keyring());
          }
        }
      }
    }
    return unknown;
  }

  /**
   * Verifies everything.
   *
   * @return all chains, those held before included
   * @throws TrustException for the first chain that does not verify
   */
  Map<KeyringId, VerifiedChain> build() {
    for (KeyringId id : pending.keySet()) {
      advance(id, null);
    }
    return verified;
  }

  /** Verifies the chain until it holds that statement, or to its end. */
  private void advance(KeyringId id, @Nullable StatementHash target) {
    List<Unverified> rest = pending.get(id);
    if (rest == null || holds(id, target) || !inProgress.add(id)) {
      return;
    }
    try {
      List<Bytes> run = new ArrayList<>();
      boolean seen = false;
      boolean reached = false;
      int taken = 0;
      while (taken < rest.size() && !reached) {
        Unverified next = rest.get(taken);
        for (Header.Hop named : named(next.statement().header())) {
          if (!named.keyring().equals(id) && !holds(named.keyring(), named.head())) {
            taken = flush(id, run, rest, taken);
            advance(named.keyring(), named.head());
          }
        }
        run.add(next.bytes());
        taken++;
        // A removal is verified together with its rotation.
        seen = seen || next.hash().equals(target);
        reached = seen && !(next.statement().change() instanceof Change.RemoveMember);
      }
      flush(id, run, rest, taken);
    } finally {
      inProgress.remove(id);
    }
  }

  /** Verifies the run, unless it ends in a removal; returns how many of the rest stay taken. */
  private int flush(KeyringId id, List<Bytes> run, List<Unverified> rest, int taken) {
    boolean openRemoval =
        taken < rest.size()
            && taken > 0
            && rest.get(taken - 1).statement().change() instanceof Change.RemoveMember;
    if (run.isEmpty() || openRemoval) {
      return taken;
    }
    VerifiedChain held = verified.get(id);
    try {
      verified.put(id, held == null ? verifier.verify(id, run) : verifier.append(held, run));
    } catch (LedgerException e) {
      throw new TrustException.ForgedStatement(brief(id), e.code(), e);
    }
    run.clear();
    rest.subList(0, taken).clear();
    return 0;
  }

  private boolean holds(KeyringId id, @Nullable StatementHash head) {
    VerifiedChain chain = verified.get(id);
    return head != null && chain != null && chain.contains(head);
  }

  private static List<Header.Hop> named(Header header) {
    List<Header.Hop> named = new ArrayList<>(header.via());
    if (!header.signer().keyring().equals(header.keyring())) {
      named.add(new Header.Hop(header.signer().keyring(), header.signer().head()));
    }
    return named;
  }

  private static boolean differs(VerifiedChain held, int after, List<Bytes> statements, int skip) {
    for (int i = 0; i < skip; i++) {
      if (!held.entries().get(after + 1 + i).bytes().equals(statements.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static Unverified parsed(KeyringId id, Bytes bytes) {
    try {
      return new Unverified(
          bytes, StatementCodec.parse(SignedObject.parse(bytes)), StatementCodec.hash(bytes));
    } catch (LedgerException e) {
      throw new TrustException.ForgedStatement(brief(id), e.code(), e);
    }
  }

  static String brief(KeyringId id) {
    return id.hex().substring(0, 12);
  }
}
