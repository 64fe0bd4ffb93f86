package io.medseal.client.keyrings;

import io.medseal.client.problems.ConnectionException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.transport.Connection;
import io.medseal.ledger.chains.Past;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.statements.Header;
import io.medseal.protocol.keyrings.SentPasts;
import io.medseal.protocol.keyrings.Statements;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What has to be shown of chains that are begun later before something can be judged that names
 * earlier heads of them (spec/keyrings.md section 12). What is not shown then is no fault: it is
 * asked for in another form.
 */
final class NeededPasts {
  private static final int AT_ONCE = 200;
  private static final int MOST_IDS = 100;

  private final Function<KeyringId, OptionalInt> beginnings;
  private final Map<Moment, Set<KeyringId>> ids = new LinkedHashMap<>();
  private final Map<Moment, Set<Integer>> generations = new HashMap<>();

  /**
   * @param beginnings where a chain begins of which only what follows is known
   */
  NeededPasts(Function<KeyringId, OptionalInt> beginnings) {
    this.beginnings = beginnings;
  }

  private record Moment(KeyringId keyring, StatementHash head, @Nullable Instant at) {}

  /** Where a held chain begins. */
  static OptionalInt beginning(VerifiedChain chain) {
    return chain.from() > 0 ? OptionalInt.of(chain.from()) : OptionalInt.empty();
  }

  /** What the way of a signer leads through, each keyring with who comes there. */
  void way(Header.Signer signer, List<Header.Hop> via, @Nullable Instant at) {
    head(signer.keyring(), signer.head(), at, List.of());
    KeyringId from = signer.keyring();
    for (Header.Hop hop : via) {
      head(hop.keyring(), hop.head(), at, List.of(from));
      from = hop.keyring();
    }
  }

  /** What some keyrings were at a head. */
  void head(
      KeyringId keyring, StatementHash head, @Nullable Instant at, Collection<KeyringId> shown) {
    if (beginnings.apply(keyring).isPresent()) {
      ids.computeIfAbsent(new Moment(keyring, head, at), _ -> new LinkedHashSet<>()).addAll(shown);
    }
  }

  /** Former generations. */
  void generations(KeyringId keyring, StatementHash head, Collection<Integer> numbers) {
    head(keyring, head, null, List.of());
    generations
        .computeIfAbsent(new Moment(keyring, head, null), _ -> new LinkedHashSet<>())
        .addAll(numbers);
  }

  /** Whether nothing is needed. */
  boolean isEmpty() {
    return ids.isEmpty();
  }

  /** Asks for it all; nothing of the answer is verified. */
  Map<KeyringId, List<Past>> ask(Connection connection) {
    List<Statements.PastQuery> queries = new ArrayList<>();
    ids.forEach(
        (moment, shown) ->
            queries.add(
                new Statements.PastQuery(
                    moment.keyring(),
                    beginnings.apply(moment.keyring()).orElseThrow(),
                    moment.head(),
                    moment.at(),
                    shown.stream().limit(MOST_IDS).toList(),
                    generations.getOrDefault(moment, Set.of()).stream().limit(MOST_IDS).toList())));
    Map<KeyringId, List<Past>> pasts = new HashMap<>();
    for (int from = 0; from < queries.size(); from += AT_ONCE) {
      ask(connection, queries.subList(from, Math.min(queries.size(), from + AT_ONCE)), pasts);
    }
    return pasts;
  }

  /** All at once; where that is too much, by halves. What is too much alone is not shown. */
  private static void ask(
      Connection connection, List<Statements.PastQuery> queries, Map<KeyringId, List<Past>> pasts) {
    Statements.Pasts answer;
    try {
      answer =
          connection.post(
              "/statements/pasts",
              new Statements.PastsQuery(queries),
              Statements.Pasts.class,
              Connection.Repeat.ALLOWED);
    } catch (ServiceException | ConnectionException.TooLong e) {
      if (!TrustedChains.isTooLong(e)) {
        throw e;
      }
      int half = queries.size() / 2;
      if (half > 0) {
        ask(connection, queries.subList(0, half), pasts);
        ask(connection, queries.subList(half, queries.size()), pasts);
      }
      return;
    }
    for (Statements.Past past : answer.pasts()) {
      pasts
          .computeIfAbsent(past.keyring(), _ -> new ArrayList<>())
          .add(SentPasts.past(past.past()));
    }
  }

  /** Of a chain that may be held. */
  static Function<KeyringId, OptionalInt> of(Function<KeyringId, Optional<VerifiedChain>> chains) {
    return id -> chains.apply(id).map(NeededPasts::beginning).orElse(OptionalInt.empty());
  }
}
