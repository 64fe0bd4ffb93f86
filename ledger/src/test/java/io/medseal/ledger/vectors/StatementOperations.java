package io.medseal.ledger.vectors;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.Authority;
import io.medseal.ledger.chains.AuthorityCheck;
import io.medseal.ledger.chains.ChainResolver;
import io.medseal.ledger.chains.FormerAuthority;
import io.medseal.ledger.chains.Past;
import io.medseal.ledger.chains.RememberedHead;
import io.medseal.ledger.chains.SafetyNumber;
import io.medseal.ledger.chains.Staleness;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.envelopes.Commitment;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Endorsement;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.statements.StrictJson;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The operations of {@code statements/} in spec/vectors/README.md. */
final class StatementOperations {
  private StatementOperations() {}

  static ObjectNode run(StatementCase vector) {
    ObjectNode out = StrictJson.mapper().createObjectNode();
    switch (vector.head("operation")) {
      case "read-statement" -> {
        Bytes bytes = vector.bytes("statement");
        statement(StatementCodec.parse(SignedObject.parse(bytes)), out);
        out.put("hash", StatementCodec.hash(bytes).hex());
      }
      case "parse-payload" -> statement(StatementCodec.parse(unsigned(vector)), out);
      case "is-announced" ->
          out.put(
              "announced",
              new Commitment(vector.digest("root"), vector.number("index"), vector.number("size"))
                  .isOf(
                      vector.keyring("recipient"),
                      vector.number("generation"),
                      vector.bytes("envelope"),
                      vector.digests("path")));
      case "verify-chain" -> {
        ChainResolver<VerifiedChain> keyrings = vector.keyrings();
        describe(chain(keyrings, vector.keyring("keyring")).state(), out);
      }
      case "verify-begun" -> begun(begun(vector), out);
      case "ask-begun" -> {
        VerifiedChain chain = begun(vector);
        for (Past past : vector.pasts()) {
          chain = chain.showing(past);
        }
        ask(chain, vector, out);
      }
      case "capabilities" -> capabilities(vector, out.putArray("capabilities"));
      case "seal-targets" -> sealTargets(vector, out);
      case "continues" -> {
        VerifiedChain chain = chain(all(vector), vector.keyring("keyring"));
        new RememberedHead(
                vector.keyring("seen"),
                vector.optionalHash("head").orElseThrow(),
                vector.optionalTime("seenAt"))
            .check(chain);
        out.put("seq", chain.state().seq());
      }
      case "former-authority" -> formerAuthority(vector, out.putArray("statements"));
      case "check-author" -> {
        ChainResolver<VerifiedChain> keyrings = all(vector);
        out.put(
            "ed25519",
            new AuthorityCheck(keyrings)
                .checkAuthor(
                    vector.signer("author"),
                    vector.hops("via"),
                    chain(keyrings, vector.keyring("section")),
                    vector.time("time"))
                .ed25519()
                .base64Url());
      }
      default -> throw new IllegalArgumentException("unknown operation");
    }
    return out;
  }

  private static VerifiedChain begun(StatementCase vector) {
    VerifiedChain chain = chain(all(vector), vector.keyring("keyring"));
    JsonNode head = vector.member("remembered", "head");
    JsonNode seenAt = vector.member("remembered", "seenAt");
    if (!head.isMissingNode()) {
      new RememberedHead(
              chain.id(),
              new StatementHash(head.stringValue()),
              seenAt.isMissingNode()
                  ? Optional.empty()
                  : Optional.of(StrictJson.time(seenAt.stringValue())))
          .check(chain);
    }
    return chain;
  }

  private static void begun(VerifiedChain chain, ObjectNode out) {
    KeyringState state = chain.state();
    out.put("seq", state.seq())
        .put("head", state.head().hex())
        .put("time", StrictJson.text(state.time()))
        .put("kind", state.kind().text())
        .put("creator", state.creator().hex())
        .put("generation", state.current().number())
        .put("closed", state.closed())
        .put("members", state.members().size())
        .put("lastingOwners", state.lastingOwners())
        .put("before", chain.from());
  }

  private static void ask(VerifiedChain chain, StatementCase vector, ObjectNode out) {
    StatementHash head = new StatementHash(vector.member("ask", "head").stringValue());
    KeyringState state = chain.at(head).orElseThrow();
    JsonNode member = vector.member("ask", "member");
    JsonNode endorsed = vector.member("ask", "endorsed");
    JsonNode generation = vector.member("ask", "generation");
    if (!member.isMissingNode()) {
      answer(
          state.member(new KeyringId(member.stringValue())), out, "role", one -> one.role().text());
    } else if (!endorsed.isMissingNode()) {
      answer(
          Optional.ofNullable(state.endorsements().get(new KeyringId(endorsed.stringValue()))),
          out,
          "name",
          Endorsement::name);
    } else if (!generation.isMissingNode()) {
      answer(
          state.generation(generation.intValue()),
          out,
          "hpke",
          one -> one.keys().hpke().base64Url());
    } else {
      answer(
          new AuthorityCheck(_ -> Optional.of(chain))
              .unawareSince(List.of(new Header.Hop(chain.id(), head)), Instant.MAX),
          out,
          "time",
          StrictJson::text);
    }
  }

  private static <T> void answer(
      Optional<T> found, ObjectNode out, String name, Function<T, String> text) {
    found.ifPresentOrElse(one -> out.put(name, text.apply(one)), () -> out.put("absent", true));
  }

  private static ChainResolver<VerifiedChain> all(StatementCase vector) {
    ChainResolver<VerifiedChain> keyrings = vector.keyrings();
    keyrings.verifyAll();
    return keyrings;
  }

  private static VerifiedChain chain(ChainResolver<VerifiedChain> keyrings, KeyringId id) {
    return keyrings
        .find(id)
        .orElseThrow(() -> new IllegalArgumentException("a chain that is not in the case"));
  }

  private static SignedObject unsigned(StatementCase vector) {
    return SignedObject.alone(
        vector.bytes("payload"),
        Bytes.of(new byte[SignedObject.ED25519_BYTES]),
        Bytes.of(new byte[SignedObject.ML_DSA_65_BYTES]));
  }

  private static void statement(Statement statement, ObjectNode out) {
    out.put("type", statement.change().type())
        .put("keyring", statement.header().keyring().hex())
        .put("seq", statement.header().seq())
        .put("time", StrictJson.text(statement.header().time()));
  }

  private static void capabilities(StatementCase vector, ArrayNode out) {
    new Authority(all(vector))
        .capabilities(vector.keyring("who"), vector.keyring("on"), vector.time("at")).stream()
            .map(capability -> capability.name().toLowerCase(java.util.Locale.ROOT))
            .sorted()
            .forEach(out::add);
  }

  private static void sealTargets(StatementCase vector, ObjectNode out) {
    Staleness staleness = new Staleness(all(vector));
    KeyringId keyring = vector.keyring("keyring");
    Instant at = vector.time("at");
    out.put("stale", staleness.isStale(keyring, at));
    ArrayNode targets = out.putArray("targets");
    Set<KeyringId> unopened = vector.optionalKeyring("unopened").map(Set::of).orElse(Set.of());
    staleness.targets(keyring, at, unopened).stream()
        .map(KeyringId::hex)
        .sorted()
        .forEach(targets::add);
  }

  private static void formerAuthority(StatementCase vector, ArrayNode out) {
    ChainResolver<VerifiedChain> keyrings = all(vector);
    new FormerAuthority(keyrings)
        .statements(
            chain(keyrings, vector.keyring("keyring")),
            vector.optionalHash("seen"),
            vector.time("now"))
        .forEach(entry -> out.add(entry.state().seq()));
  }

  /** Everything that a chain says of a keyring, in an order of its own. */
  private static void describe(KeyringState state, ObjectNode out) {
    out.put("kind", state.kind().text()).put("creator", state.creator().hex());
    state.parent().ifPresent(parent -> out.put("parent", parent.hex()));
    state.shared().ifPresent(shared -> out.put("report", shared.report().hex()));
    out.put("seq", state.seq())
        .put("head", state.head().hex())
        .put("time", StrictJson.text(state.time()))
        .put("closed", state.closed())
        .put("generation", state.current().number());
    state
        .current()
        .previous()
        .ifPresent(previous -> out.put("previousGeneration", previous.generation()));
    out.put("safetyNumber", SafetyNumber.of(state));
    ArrayNode members = out.putArray("members");
    state.allMembers().stream()
        .sorted(Comparator.comparing(Member::keyring))
        .forEach(
            member -> {
              ObjectNode one = members.addObject();
              one.put("keyring", member.keyring().hex()).put("role", member.role().text());
              until(member.until(), one);
              one.put("setBy", member.setBy().hex()).put("setAt", StrictJson.text(member.setAt()));
            });
    ArrayNode sealed = out.putArray("sealedTo");
    new TreeMap<>(state.current().sealedTo())
        .forEach(
            (to, one) ->
                sealed
                    .addObject()
                    .put("keyring", to.hex())
                    .put("generation", one.generation())
                    .put("oldest", one.oldest()));
    describePublished(state, out);
  }

  private static void describePublished(KeyringState state, ObjectNode out) {
    ArrayNode endorsements = out.putArray("endorsements");
    new TreeMap<>(state.endorsements())
        .forEach(
            (subject, endorsement) -> {
              ObjectNode one = endorsements.addObject();
              one.put("subject", subject.hex()).put("name", endorsement.name());
              endorsement.specialty().ifPresent(text -> one.put("specialty", text));
              endorsement.licence().ifPresent(text -> one.put("licence", text));
              until(endorsement.until(), one);
            });
    state
        .card()
        .ifPresent(
            card -> {
              ObjectNode one = out.putObject("card").put("name", card.name());
              card.specialty().ifPresent(text -> one.put("specialty", text));
              card.domain().ifPresent(text -> one.put("domain", text));
            });
    state.profile().ifPresent(profile -> out.put("profileGeneration", profile.generation()));
  }

  private static void until(Optional<Instant> until, ObjectNode out) {
    until.ifPresent(time -> out.put("until", StrictJson.text(time)));
  }

  /** The error class, or {@code ok}. */
  static String answer(StatementCase vector) {
    try {
      run(vector);
      return "ok";
    } catch (LedgerException refused) {
      return refused.code();
    }
  }
}
