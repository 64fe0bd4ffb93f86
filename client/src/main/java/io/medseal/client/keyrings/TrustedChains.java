package io.medseal.client.keyrings;

import io.medseal.client.problems.TrustException;
import io.medseal.client.profiles.Head;
import io.medseal.client.profiles.Profile;
import io.medseal.client.transport.Connection;
import io.medseal.ledger.chains.Keyrings;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.protocol.keyrings.Statements;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The chains this client has fetched and verified.
 *
 * <p><b>Guarantees.</b> What {@link #find} answers has been verified from its first statement by
 * this client, belongs to the keyring asked for, and contains the newest head that the profile
 * remembers. New heads are remembered on the disk before anything is answered from them.
 *
 * <p>Safe for use by several threads.
 */
public final class TrustedChains implements Keyrings {
  private static final int CHAINS_A_QUERY = 200;
  private static final int MOST_ROUNDS = 12;

  private final Profile profile;
  private final Connection connection;
  private final Map<KeyringId, Head> remembered;
  private Map<KeyringId, VerifiedChain> verified = new HashMap<>();

  /** Over a connection with a session; heads are remembered in the profile. */
  public TrustedChains(Profile profile, Connection connection) {
    this.profile = profile;
    this.connection = connection;
    this.remembered = new HashMap<>(profile.heads());
  }

  @Override
  public synchronized Optional<VerifiedChain> find(KeyringId id) {
    return Optional.ofNullable(verified.get(id));
  }

  /** Fetches those that are not held yet. Chains that may not be read stay unknown. */
  public synchronized void load(Collection<KeyringId> ids) {
    Set<KeyringId> missing = new LinkedHashSet<>(ids);
    missing.removeAll(verified.keySet());
    fetch(missing);
  }

  /** Fetches what is new in these. */
  public synchronized void refresh(Collection<KeyringId> ids) {
    fetch(new LinkedHashSet<>(ids));
  }

  /**
   * The state of a keyring, fetched if need be.
   *
   * @throws TrustException.MissingHistory if the service does not show its chain
   */
  public KeyringState state(KeyringId id) {
    return chain(id).state();
  }

  /**
   * The chain of a keyring, fetched if need be.
   *
   * @throws TrustException.MissingHistory if the service does not show it
   */
  public synchronized VerifiedChain chain(KeyringId id) {
    load(List.of(id));
    return find(id).orElseThrow(() -> new TrustException.MissingHistory(ChainBuilder.brief(id)));
  }

  /** Takes over chains that this client has appended to. */
  synchronized void adopt(Map<KeyringId, VerifiedChain> appended) {
    Map<KeyringId, VerifiedChain> next = new HashMap<>(verified);
    appended.forEach(
        (id, chain) -> {
          VerifiedChain held = next.get(id);
          if (held == null || held.state().seq() < chain.state().seq()) {
            next.put(id, chain);
          }
        });
    replace(next);
  }

  private void fetch(Set<KeyringId> ids) {
    List<KeyringId> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += CHAINS_A_QUERY) {
      fetchSome(all.subList(from, Math.min(all.size(), from + CHAINS_A_QUERY)));
    }
  }

  private void fetchSome(List<KeyringId> ids) {
    ChainBuilder builder = new ChainBuilder(verified);
    Set<KeyringId> asked = new HashSet<>();
    Collection<KeyringId> next = ids;
    for (int round = 0; !next.isEmpty() && round < MOST_ROUNDS; round++) {
      for (Statements.Chain chain : query(next)) {
        builder.add(chain.keyring(), chain.after(), chain.statements());
      }
      asked.addAll(next);
      next = builder.unknown();
      next.removeAll(asked);
    }
    Set<KeyringId> unknown = builder.unknown();
    if (!unknown.isEmpty()) {
      throw new TrustException.MissingHistory(ChainBuilder.brief(unknown.iterator().next()));
    }
    replace(builder.build());
  }

  private List<Statements.Chain> query(Collection<KeyringId> ids) {
    List<Statements.ChainQuery> queries =
        ids.stream()
            .map(
                id ->
                    new Statements.ChainQuery(
                        id, find(id).map(chain -> chain.state().seq()).orElse(-1)))
            .toList();
    return connection
        .post(
            "/statements/query",
            new Statements.Query(queries, true),
            Statements.Chains.class,
            Connection.Repeat.ALLOWED)
        .chains();
  }

  private void replace(Map<KeyringId, VerifiedChain> next) {
    Map<KeyringId, Head> newer = new HashMap<>();
    next.forEach(
        (id, chain) -> {
          if (verified.get(id) != chain) {
            Head known = remembered.get(id);
            if (known != null && !chain.contains(known.hash())) {
              throw new TrustException.Rollback(ChainBuilder.brief(id));
            }
            KeyringState state = chain.state();
            if (known == null || known.seq() < state.seq()) {
              newer.put(id, new Head(state.seq(), state.head()));
            }
          }
        });
    profile.rememberHeads(newer);
    remembered.putAll(newer);
    verified = next;
  }
}
