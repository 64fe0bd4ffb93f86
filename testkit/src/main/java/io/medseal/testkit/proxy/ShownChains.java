package io.medseal.testkit.proxy;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.keyrings.SentChains;
import io.medseal.protocol.keyrings.Statements;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
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
    List<Statements.Chain> chains = new ArrayList<>(answer.chains());
    chains.add(new Statements.Chain(keyring, -1, List.of(), List.of()));
    return written(honest, chains, objects);
  }

  /** The answer with that made of a chain, where it shows that chain. */
  public static Answer changed(
      Answer honest, KeyringId keyring, UnaryOperator<List<Bytes>> change) {
    Statements.Chains answer = read(honest);
    Map<KeyringId, List<Bytes>> objects = objects(answer);
    objects.computeIfPresent(keyring, (_, statements) -> change.apply(statements));
    return written(honest, answer.chains(), objects);
  }

  private static Answer written(
      Answer honest, List<Statements.Chain> chains, Map<KeyringId, List<Bytes>> objects) {
    Map<KeyringId, Integer> after = new LinkedHashMap<>();
    chains.forEach(chain -> after.put(chain.keyring(), chain.after()));
    return honest.withBody(StrictJson.mapper().writeValueAsBytes(SentChains.of(objects, after)));
  }

  private static Stream<Statements.Chains> answers(Collection<Exchange> exchanges) {
    return exchanges.stream()
        .filter(exchange -> exchange.request().is("POST", QUERY))
        .map(exchange -> read(exchange.answer()));
  }

  private static Map<KeyringId, List<Bytes>> objects(Statements.Chains answer) {
    return SentChains.objects(answer, Long.MAX_VALUE);
  }

  private static Statements.Chains read(Answer answer) {
    return StrictJson.mapper().readValue(answer.body(), Statements.Chains.class);
  }
}
