package io.medseal.ledger.vectors;

import io.medseal.ledger.chains.Base;
import io.medseal.ledger.chains.ChainResolver;
import io.medseal.ledger.chains.Past;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One vector file (spec/vectors/README.md). Every member of the input must be asked for. */
final class StatementCase {
  private static final Set<String> MEMBERS =
      Set.of("name", "spec", "operation", "expect", "fault", "madeBy", "input", "output");
  private static final Map<Path, Map<KeyringId, VerifiedChain>> KNOWN = new ConcurrentHashMap<>();

  private final ObjectNode all;
  private final ObjectNode input;
  private final Set<String> asked = new HashSet<>();

  private StatementCase(ObjectNode all) {
    this.all = all;
    this.input = (ObjectNode) all.get("input");
  }

  static StatementCase of(ObjectNode all) {
    return new StatementCase(all);
  }

  static StatementCase read(Path file) {
    return new StatementCase(json(file));
  }

  private static ObjectNode json(Path file) {
    try {
      return (ObjectNode) StrictJson.mapper().readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code spec/vectors/statements}. */
  static Path folder() {
    Path here = Path.of("").toAbsolutePath();
    Path project = Files.exists(here.resolve("mvnw")) ? here : here.getParent();
    return project.resolve("spec/vectors/statements");
  }

  Set<String> unknownMembers() {
    Set<String> unknown = new HashSet<>(all.propertyNames());
    unknown.removeAll(MEMBERS);
    return unknown;
  }

  Set<String> neverAskedFor() {
    Set<String> left = new HashSet<>(input.propertyNames());
    left.removeAll(asked);
    return left;
  }

  String head(String member) {
    return all.get(member).stringValue();
  }

  boolean has(String member) {
    return all.has(member);
  }

  JsonNode output() {
    return all.get("output");
  }

  private JsonNode node(String member) {
    asked.add(member);
    return input.path(member);
  }

  int number(String member) {
    return node(member).intValue();
  }

  Sha256 digest(String member) {
    return new Sha256(node(member).stringValue());
  }

  List<Sha256> digests(String member) {
    List<Sha256> digests = new ArrayList<>();
    node(member).forEach(one -> digests.add(new Sha256(one.stringValue())));
    return digests;
  }

  Bytes bytes(String member) {
    return Bytes.fromBase64Url(node(member).stringValue());
  }

  KeyringId keyring(String member) {
    return new KeyringId(node(member).stringValue());
  }

  Optional<KeyringId> optionalKeyring(String member) {
    return node(member).isMissingNode() ? Optional.empty() : Optional.of(keyring(member));
  }

  Instant time(String member) {
    return StrictJson.time(node(member).stringValue());
  }

  Optional<Instant> optionalTime(String member) {
    return node(member).isMissingNode() ? Optional.empty() : Optional.of(time(member));
  }

  Optional<StatementHash> optionalHash(String member) {
    JsonNode hash = node(member);
    return hash.isMissingNode()
        ? Optional.empty()
        : Optional.of(new StatementHash(hash.stringValue()));
  }

  Header.Signer signer(String member) {
    return StrictJson.mapper().treeToValue(node(member), Header.Signer.class);
  }

  List<Header.Hop> hops(String member) {
    List<Header.Hop> hops = new ArrayList<>();
    for (JsonNode hop : node(member)) {
      hops.add(StrictJson.mapper().treeToValue(hop, Header.Hop.class));
    }
    return hops;
  }

  /** The known chains, and those of the case on top of them; verified when they are looked up. */
  ChainResolver<VerifiedChain> keyrings() {
    JsonNode name = node("known");
    Map<KeyringId, VerifiedChain> known =
        name.isMissingNode()
            ? Map.of()
            : known(folder().resolve("known").resolve(name.stringValue() + ".json"));
    Map<KeyringId, List<Bytes>> answer = chains(node("chains"));
    Map<KeyringId, Base> begun = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> chain : node("begun").properties()) {
      KeyringId id = new KeyringId(chain.getKey());
      begun.put(id, base(chain.getValue()));
      answer.put(id, all(chain.getValue().get("statements")));
    }
    return ChainResolver.of(id -> Optional.ofNullable(known.get(id)), answer, begun);
  }

  /** What is shown of the past. */
  List<Past> pasts() {
    List<Past> pasts = new ArrayList<>();
    node("pasts").forEach(past -> pasts.add(past(past)));
    return pasts;
  }

  /** A member of an object in the input. */
  JsonNode member(String object, String member) {
    return node(object).path(member);
  }

  private static Base base(JsonNode node) {
    List<Base.Shown> line = new ArrayList<>();
    node.get("line")
        .forEach(
            one ->
                line.add(
                    new Base.Shown(
                        Bytes.fromBase64Url(one.get("statement").stringValue()),
                        hashes(one.get("path")))));
    return new Base(
        line,
        Bytes.fromBase64Url(node.get("state").stringValue()),
        node.has("seen") ? List.of(past(node.get("seen"))) : List.of());
  }

  private static Past past(JsonNode node) {
    return new Past(
        text(node.get("statement")),
        hashes(node.get("path")),
        node.has("next") ? Optional.of(text(node.get("next"))) : Optional.empty(),
        hashes(node.get("nextPath")),
        Bytes.fromBase64Url(node.get("state").stringValue()));
  }

  private static Bytes text(JsonNode node) {
    return Bytes.of(node.stringValue().getBytes(StandardCharsets.UTF_8));
  }

  private static List<Sha256> hashes(JsonNode node) {
    List<Sha256> hashes = new ArrayList<>();
    node.forEach(one -> hashes.add(new Sha256(one.stringValue())));
    return hashes;
  }

  private static Map<KeyringId, VerifiedChain> known(Path file) {
    return KNOWN.computeIfAbsent(
        file, path -> ChainResolver.of(chains(json(path).get("chains"))).verifyAll());
  }

  private static Map<KeyringId, List<Bytes>> chains(JsonNode node) {
    Map<KeyringId, List<Bytes>> chains = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> chain : node.properties()) {
      chains.put(new KeyringId(chain.getKey()), all(chain.getValue()));
    }
    return chains;
  }

  private static List<Bytes> all(JsonNode node) {
    List<Bytes> statements = new ArrayList<>();
    node.forEach(one -> statements.add(Bytes.fromBase64Url(one.stringValue())));
    return statements;
  }
}
