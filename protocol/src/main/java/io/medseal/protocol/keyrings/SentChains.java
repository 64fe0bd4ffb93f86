package io.medseal.protocol.keyrings;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.Base;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.statements.SignedObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chains as they travel in an answer: each statement says which of the answer's signatures are its
 * own. Others may have signed the same digests: whose those are is never guessed.
 */
public final class SentChains {
  private SentChains() {}

  /**
   * The signed objects. Nothing is verified.
   *
   * @param most bytes of all of them: a few can be said to be any number
   * @throws LedgerException.Malformed if a statement names no signatures, or they are more
   */
  public static Map<KeyringId, List<Bytes>> objects(Statements.Chains answer, long most) {
    Map<KeyringId, List<Bytes>> all = new LinkedHashMap<>();
    long bytes = 0;
    for (Statements.Chain chain : answer.chains()) {
      if (chain.signedBy().size() != chain.statements().size()) {
        throw new LedgerException.Malformed("every statement says by what it is signed");
      }
      List<Bytes> objects = new ArrayList<>();
      for (int i = 0; i < chain.statements().size(); i++) {
        Bytes object = object(answer, chain.statements().get(i), chain.signedBy().get(i));
        bytes += object.size();
        if (bytes > most) {
          throw new LedgerException.Malformed("more statements than are taken at once");
        }
        objects.add(object);
      }
      all.put(chain.keyring(), objects);
    }
    return all;
  }

  /**
   * With what the chains are begun that are begun later. Nothing is verified.
   *
   * @throws LedgerException.Malformed if a statement names no signatures
   */
  public static Map<KeyringId, Base> begun(Statements.Chains answer) {
    Map<KeyringId, Base> all = new LinkedHashMap<>();
    for (Statements.Chain chain : answer.chains()) {
      Statements.Begun begun = chain.begun();
      if (begun == null) {
        continue;
      }
      List<Base.Shown> line = new ArrayList<>();
      for (Statements.LineStatement one : begun.line()) {
        line.add(new Base.Shown(object(answer, one.statement(), one.signedBy()), one.path()));
      }
      all.put(
          chain.keyring(),
          new Base(
              line,
              begun.state(),
              begun.seen() == null ? List.of() : List.of(SentPasts.past(begun.seen()))));
    }
    return all;
  }

  private static Bytes object(Statements.Chains answer, String statement, int signedBy) {
    if (signedBy < 0 || signedBy >= answer.signatures().size()) {
      throw new LedgerException.Malformed("a statement signed by nothing");
    }
    return SignedObject.joined(
        Bytes.of(statement.getBytes(StandardCharsets.UTF_8)), answer.signatures().get(signedBy));
  }

  /**
   * As a service would answer these.
   *
   * @param places keyring, after, seq and head of each chain
   * @param objects by keyring, what is answered of it
   */
  public static Statements.Chains of(
      List<Statements.Chain> places, Map<KeyringId, List<Bytes>> objects) {
    Map<Bytes, Integer> signatures = new LinkedHashMap<>();
    List<Statements.Chain> chains = new ArrayList<>();
    for (Statements.Chain place : places) {
      List<Bytes> statements = objects.getOrDefault(place.keyring(), List.of());
      List<Integer> signedBy = new ArrayList<>();
      for (Bytes object : statements) {
        Bytes own = SignedObject.parse(object).signatures();
        signatures.putIfAbsent(own, signatures.size());
        signedBy.add(signatures.get(own));
      }
      chains.add(
          new Statements.Chain(
              place.keyring(),
              place.after(),
              place.seq(),
              place.head(),
              statements.stream().map(SplitStatements::payload).toList(),
              signedBy));
    }
    return new Statements.Chains(chains, List.copyOf(signatures.keySet()));
  }
}
