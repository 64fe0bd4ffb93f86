package io.medseal.testkit.proxy;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.keyrings.SentChains;
import io.medseal.protocol.keyrings.Statements;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Chains as answers show them, and as a service that lies would show them. */
public final class ShownChains {
  /** Where chains are asked for. */
  public static final String QUERY = "/api/v1/statements/query";

  private ShownChains() {}

  /** The whole chain of a keyring, put together from what has passed. */
  public static List<Bytes> of(Collection<Exchange> exchanges, KeyringId keyring) {
    List<Bytes> statements = new ArrayList<>();
    answers(exchanges)
        .forEach(
            answer -> {
              for (Statements.Chain chain : answer.chains()) {
                if (chain.keyring().equals(keyring)) {
                  while (statements.size() > chain.after() + 1) {
                    statements.removeLast();
                  }
                  statements.addAll(objects(answer).get(keyring));
                }
              }
            });
    if (statements.isEmpty()) {
      throw new IllegalArgumentException("nothing of that keyring has passed");
    }
    return statements;
  }

  /** Every statement that has passed. */
  public static List<Bytes> all(Collection<Exchange> exchanges) {
    return answers(exchanges)
        .flatMap(answer -> objects(answer).values().stream())
        .flatMap(List::stream)
        .toList();
  }

  /** Asks for whole chains, whatever the client holds: for {@link LyingProxy#ask}. */
  public static Request whole(Request request) {
    if (!request.is("POST", QUERY)) {
      return request;
    }
    Statements.Query query = query(request);
    return new Request(
        request.method(),
        request.path(),
        StrictJson.mapper()
            .writeValueAsBytes(
                new Statements.Query(
                    query.keyrings().stream()
                        .map(asked -> new Statements.ChainQuery(asked.keyring(), -1))
                        .toList(),
                    query.closure(),
                    List.of())));
  }

  /** Of an answer with whole chains, what is behind what the client says that it holds. */
  public static Answer behind(Request request, Answer whole) {
    Statements.Query query = query(request);
    Map<KeyringId, Integer> after = new HashMap<>();
    Stream.concat(query.keyrings().stream(), query.held().stream())
        .forEach(asked -> after.putIfAbsent(asked.keyring(), asked.after()));
    Statements.Chains answer = read(whole);
    Map<KeyringId, List<Bytes>> objects = new HashMap<>(objects(answer));
    List<Statements.Chain> places = new ArrayList<>();
    for (Statements.Chain chain : answer.chains()) {
      int held = after.getOrDefault(chain.keyring(), -1);
      objects.compute(
          chain.keyring(), (_, all) -> all.subList(Math.min(held + 1, all.size()), all.size()));
      places.add(place(chain.keyring(), held, chain.seq(), chain.head()));
    }
    return written(whole, places, objects);
  }

  /** The answer without a chain. */
  public static Answer hidden(Answer honest, KeyringId keyring) {
    Statements.Chains answer = read(honest);
    return written(
        honest,
        answer.chains().stream().filter(chain -> !chain.keyring().equals(keyring)).toList(),
        objects(answer));
  }

  /** The answer with another end told of a chain, whatever it shows. */
  public static Answer ending(Answer honest, KeyringId keyring, int seq, StatementHash head) {
    Statements.Chains answer = read(honest);
    return written(
        honest,
        answer.chains().stream()
            .map(
                chain ->
                    chain.keyring().equals(keyring)
                        ? place(keyring, chain.after(), seq, head)
                        : chain)
            .toList(),
        objects(answer));
  }

  /** The answer without the last statements of a chain that it shows. */
  public static Answer without(Answer honest, KeyringId keyring, int last) {
    return changed(
        honest,
        keyring,
        statements -> statements.subList(0, Math.max(0, statements.size() - last)));
  }

  /** The answer with more statements at the end of a chain, where it shows that chain. */
  public static Answer with(Answer honest, KeyringId keyring, List<Bytes> more) {
    return changed(
        honest, keyring, statements -> Stream.concat(statements.stream(), more.stream()).toList());
  }

  /** The answer with a whole chain beside the others, where it does not show that one. */
  public static Answer beside(Answer honest, KeyringId keyring, List<Bytes> chain) {
    Statements.Chains answer = read(honest);
    Map<KeyringId, List<Bytes>> objects = objects(answer);
    if (objects.putIfAbsent(keyring, chain) != null) {
      return honest;
    }
    List<Statements.Chain> places = new ArrayList<>(answer.chains());
    places.add(place(keyring, -1, chain.size() - 1, StatementCodec.hash(chain.getLast())));
    return written(honest, places, objects);
  }

  /** The answer with that made of a chain, and its end told so, where it shows that chain. */
  public static Answer changed(
      Answer honest, KeyringId keyring, UnaryOperator<List<Bytes>> change) {
    Statements.Chains answer = read(honest);
    Map<KeyringId, List<Bytes>> objects = objects(answer);
    List<Bytes> before = objects.get(keyring);
    if (before == null) {
      return honest;
    }
    List<Bytes> after = change.apply(before);
    if (after.equals(before)) {
      return honest;
    }
    objects.put(keyring, after);
    List<Statements.Chain> places =
        answer.chains().stream()
            .map(chain -> chain.keyring().equals(keyring) ? ending(chain, before, after) : chain)
            .toList();
    return written(honest, places, objects);
  }

  private static Statements.Chain ending(
      Statements.Chain chain, List<Bytes> before, List<Bytes> after) {
    StatementHash head =
        after.isEmpty()
            ? StatementCodec.parse(SignedObject.parse(before.getFirst())).header().previous()
            : StatementCodec.hash(after.getLast());
    return place(chain.keyring(), chain.after(), chain.after() + after.size(), head);
  }

  private static Statements.Chain place(KeyringId keyring, int after, int seq, StatementHash head) {
    return new Statements.Chain(keyring, after, seq, head, List.of(), List.of());
  }

  private static Answer written(
      Answer honest, List<Statements.Chain> places, Map<KeyringId, List<Bytes>> objects) {
    return honest.withBody(StrictJson.mapper().writeValueAsBytes(SentChains.of(places, objects)));
  }

  private static Stream<Statements.Chains> answers(Collection<Exchange> exchanges) {
    return exchanges.stream()
        .filter(exchange -> exchange.request().is("POST", QUERY))
        .map(exchange -> read(exchange.answer()));
  }

  private static Map<KeyringId, List<Bytes>> objects(Statements.Chains answer) {
    return SentChains.objects(answer, Long.MAX_VALUE);
  }

  private static Statements.Query query(Request request) {
    return StrictJson.mapper().readValue(request.body(), Statements.Query.class);
  }

  private static Statements.Chains read(Answer answer) {
    return StrictJson.mapper().readValue(answer.body(), Statements.Chains.class);
  }
}
