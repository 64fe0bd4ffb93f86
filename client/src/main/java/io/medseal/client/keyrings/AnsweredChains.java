package io.medseal.client.keyrings;

import io.medseal.client.problems.TrustException;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.Base;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.protocol.keyrings.SentChains;
import io.medseal.protocol.keyrings.Statements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Chains of one or several answers, and where the service says that each ends. */
final class AnsweredChains {
  /** Of one answer's statements, with the signatures of each. */
  private static final long MOST_BYTES = 192L * 1024 * 1024;

  private final Map<KeyringId, List<Bytes>> statements = new HashMap<>();
  private final Map<KeyringId, Base> begun = new HashMap<>();
  private final Map<KeyringId, Statements.Chain> told = new HashMap<>();
  private final Set<StatementHash> hashes = new HashSet<>();
  private final Set<KeyringId> behind = new LinkedHashSet<>();

  /**
   * Takes an answer in: whole chains, what follows those that are verified, what follows those that
   * were kept, which then stands behind them, or chains that are begun later.
   *
   * @param verified what is held of chains that were not asked for from their beginning
   * @throws TrustException.MissingHistory if something else is answered
   * @throws LedgerException if statements and signatures do not fit
   */
  void take(Statements.Chains answer, Map<KeyringId, VerifiedChain> verified, KeptHistories kept) {
    Map<KeyringId, List<Bytes>> objects = SentChains.objects(answer, MOST_BYTES);
    Map<KeyringId, Base> bases = SentChains.begun(answer);
    for (Statements.Chain chain : answer.chains()) {
      KeyringId id = chain.keyring();
      List<Bytes> following = objects.get(id);
      VerifiedChain held = verified.get(id);
      Base base = bases.get(id);
      if (base != null) {
        if (held != null || kept.seq(id) >= 0) {
          behind.add(id); // it came along with what was asked for; what follows is asked for
          continue;
        }
        statements.put(id, following);
        begun.put(id, base);
      } else if (chain.after() == -1 || (held != null && chain.after() == held.state().seq())) {
        statements.put(id, following);
      } else if (held == null && chain.after() == kept.seq(id)) {
        List<Bytes> whole = new ArrayList<>(kept.use(id));
        whole.addAll(following);
        statements.put(id, whole);
      } else {
        throw new TrustException.MissingHistory(TrustedChains.brief(id));
      }
      told.put(id, chain);
    }
  }

  /** Chains that are held or were kept, and were answered as if they were not. */
  Set<KeyringId> behind() {
    return behind;
  }

  /** Where those begin that are begun later. */
  Map<KeyringId, Base> begun() {
    return begun;
  }

  /** Where a chain of these begins that is begun later. */
  OptionalInt beginning(KeyringId id) {
    return begun.containsKey(id) && !statements.get(id).isEmpty()
        ? OptionalInt.of(header(id, statements.get(id).getFirst()).seq())
        : OptionalInt.empty();
  }

  /** Whether that statement is among these. */
  boolean has(StatementHash hash) {
    return hashes().contains(hash);
  }

  private Set<StatementHash> hashes() {
    if (hashes.isEmpty()) {
      statements.values().forEach(all -> all.forEach(one -> hashes.add(StatementCodec.hash(one))));
    }
    return hashes;
  }

  /** What every statement says. */
  List<Header> headers() {
    List<Header> all = new ArrayList<>();
    statements.forEach((id, list) -> list.forEach(one -> all.add(header(id, one))));
    begun.forEach(
        (id, base) -> base.line().forEach(shown -> all.add(header(id, shown.statement()))));
    return all;
  }

  /** The keyrings that statements of that chain name. */
  Set<KeyringId> namedBy(KeyringId id) {
    Set<KeyringId> named = new LinkedHashSet<>();
    for (Bytes statement : statements.get(id)) {
      Header header = header(id, statement);
      named.add(header.signer().keyring());
      header.via().forEach(hop -> named.add(hop.keyring()));
    }
    return named;
  }

  /** By keyring, either whole chains or what follows those that are verified. */
  Map<KeyringId, List<Bytes>> statements() {
    return statements;
  }

  /** Keyrings that these chains lean on and that are not among them. */
  Set<KeyringId> leansOn() {
    Set<KeyringId> named = new LinkedHashSet<>();
    for (Header header : headers()) {
      named.add(header.signer().keyring());
      header.via().forEach(hop -> named.add(hop.keyring()));
    }
    named.removeAll(statements.keySet());
    return named;
  }

  private static Header header(KeyringId id, Bytes statement) {
    try {
      return StatementCodec.parse(SignedObject.parse(statement)).header();
    } catch (LedgerException e) {
      throw new TrustException.ForgedStatement(TrustedChains.brief(id), e.code(), e);
    }
  }

  /**
   * Refuses a chain that does not end where the service says that it ends.
   *
   * @param held as it was verified before this answer
   * @throws TrustException.Rollback if the service stands behind what was verified before, or
   *     elsewhere
   * @throws TrustException.ForgedStatement if it says one end and shows another
   */
  void requireEnd(VerifiedChain chain, Optional<VerifiedChain> held) {
    Statements.Chain end = told.get(chain.id());
    KeyringState state = chain.state();
    if (end == null || (end.seq() == state.seq() && end.head().equals(state.head()))) {
      return;
    }
    String brief = TrustedChains.brief(chain.id());
    throw held.filter(before -> end.seq() <= before.state().seq()).isPresent()
        ? new TrustException.Rollback(brief)
        : new TrustException.ForgedStatement(brief, "broken-chain", null);
  }
}
