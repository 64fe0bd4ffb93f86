package io.medseal.seal.decisions;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.SealException;
import io.medseal.seal.json.Members;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that one person has decided (spec/accounts.md section 5). It is the person's own word
 * to their other devices: it gives nobody access.
 *
 * @param keyrings records, sections, departments, institutes and single shares
 * @param signers people, services and institutes who share
 */
public record Decisions(
    SequencedMap<KeyringId, KeyringDecision> keyrings,
    SequencedMap<KeyringId, SignerDecision> signers) {
  /** Nothing decided yet. */
  public static final Decisions NONE = new Decisions(new TreeMap<>(), new TreeMap<>());

  public Decisions {
    keyrings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(keyrings));
    signers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(signers));
  }

  /** What was decided about that keyring. */
  public Optional<KeyringDecision> of(KeyringId keyring) {
    return Optional.ofNullable(keyrings.get(keyring));
  }

  /** What was decided about whoever signs with that keyring. */
  public Optional<SignerDecision> ofSigner(KeyringId signer) {
    return Optional.ofNullable(signers.get(signer));
  }

  /** These, and that keyring decided about anew. */
  public Decisions with(KeyringId keyring, KeyringDecision decision) {
    SequencedMap<KeyringId, KeyringDecision> changed = new TreeMap<>(keyrings);
    changed.put(keyring, decision);
    return new Decisions(changed, signers);
  }

  /** These, and that signer decided about anew. */
  public Decisions withSigner(KeyringId signer, SignerDecision decision) {
    SequencedMap<KeyringId, SignerDecision> changed = new TreeMap<>(signers);
    changed.put(signer, decision);
    return new Decisions(keyrings, changed);
  }

  /**
   * Reads the document's text.
   *
   * @throws SealException.Malformed if it is not as spec/accounts.md section 5 says
   * @throws SealException.UnknownSuite if it is of another suite
   */
  static Decisions parse(byte[] json) {
    Members members = Members.parse(json, "the document of decisions");
    members.takeVersionAndSuite();
    Decisions decisions =
        new Decisions(
            read(members, "keyrings", KeyringDecision.values(), KeyringDecision::text),
            read(members, "signers", SignerDecision.values(), SignerDecision::text));
    members.end();
    return decisions;
  }

  /** The document's text, sorted by keyring. */
  byte[] json() {
    ObjectNode all = StrictJson.mapper().createObjectNode().put("v", 1).put("suite", 1);
    write(all.putArray("keyrings"), new TreeMap<>(keyrings), KeyringDecision::text);
    write(all.putArray("signers"), new TreeMap<>(signers), SignerDecision::text);
    return StrictJson.mapper().writeValueAsBytes(all);
  }

  private static <D> SequencedMap<KeyringId, D> read(
      Members members, String name, D[] alternatives, Function<D, String> text) {
    SequencedMap<KeyringId, D> all = new LinkedHashMap<>();
    members.array(
        name,
        one -> {
          KeyringId keyring = one.value("keyring", KeyringId::new);
          String written = one.string("decision");
          D decision =
              Arrays.stream(alternatives)
                  .filter(known -> text.apply(known).equals(written))
                  .findFirst()
                  .orElseThrow(() -> new SealException.Malformed("there is no such decision"));
          if (all.put(keyring, decision) != null) {
            throw new SealException.Malformed("two decisions about one keyring");
          }
          return keyring;
        });
    return all;
  }

  private static <D> void write(
      ArrayNode array, Map<KeyringId, D> decisions, Function<D, String> text) {
    decisions.forEach(
        (keyring, decision) ->
            array.addObject().put("keyring", keyring.hex()).put("decision", text.apply(decision)));
  }
}
