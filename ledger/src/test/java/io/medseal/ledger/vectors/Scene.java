package io.medseal.ledger.vectors;

import io.medseal.ledger.chains.Base;
import io.medseal.ledger.chains.Begun;
import io.medseal.ledger.chains.Past;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The hospital as {@code known/hospital.json} has it, what is said in it next, and the cases that
 * this gives. A case is written only if its file does not exist; what it expects is tried first,
 * and so is the good one that a bad one differs from.
 */
final class Scene {
  private static final String MAKER =
      "Medseal's Java module ledger, io.medseal.ledger.vectors.MakeStatementVectors";

  final Hospital h = new Hospital();
  final World world = h.world;
  private final String spec;
  private final Map<KeyringId, Integer> before = new LinkedHashMap<>();

  /** On that section of the page on keyrings. */
  Scene(int section) {
    this("keyrings.md section " + section);
  }

  /** On another page's section. */
  Scene(String spec) {
    this.spec = spec;
    world.raw().forEach((id, statements) -> before.put(id, statements.size()));
  }

  /** The chains that every scene begins with. */
  static void writeKnown() {
    Hospital h = new Hospital();
    ObjectNode all = StrictJson.mapper().createObjectNode();
    all.put("name", "hospital").put("madeBy", MAKER);
    ObjectNode cast = all.putObject("cast");
    Map<String, KeyringId> names = new LinkedHashMap<>();
    names.put("patient", h.patient);
    names.put("doctor", h.doctor);
    names.put("colleague", h.colleague);
    names.put("head", h.head);
    names.put("admin", h.admin);
    names.put("stranger", h.stranger);
    names.put("gateway", h.gateway);
    names.put("institute", h.institute);
    names.put("department", h.department);
    names.put("record", h.record);
    names.put("section", h.section);
    names.forEach((name, id) -> cast.put(name, id.hex()));
    put(all.putObject("chains"), h.world.raw());
    save("known/hospital", all);
  }

  // Cases on whole chains.

  /** The chain is verified, with everything said so far. */
  void ok(String name, KeyringId keyring) {
    write(name, "verify-chain", "ok", "", chainInput(keyring, List.of()));
  }

  /** The statement would be refused, where {@code good}, which differs from it, would not. */
  void bad(String name, String expect, String fault, Statement good, Statement bad) {
    bad(name, expect, fault, good.header().keyring(), signed(good), signed(bad));
  }

  void bad(
      String name,
      String expect,
      String fault,
      KeyringId keyring,
      List<Bytes> good,
      List<Bytes> bad) {
    expect(name, "ok", build(name, "verify-chain", "ok", "", chainInput(keyring, good)));
    write(name, "verify-chain", expect, fault, chainInput(keyring, bad));
  }

  /** A statement that is refused, where no good one of the same keyring differs in one thing. */
  void lone(String name, String expect, String fault, Statement bad) {
    KeyringId keyring = bad.header().keyring();
    write(name, "verify-chain", expect, fault, chainInput(keyring, signed(bad)));
  }

  List<Bytes> signed(Statement... statements) {
    return Stream.of(statements).map(world::sign).toList();
  }

  private ObjectNode chainInput(KeyringId keyring, List<Bytes> more) {
    ObjectNode input = chains(keyring, more);
    input.put("keyring", keyring.hex());
    return input;
  }

  /** What was said since the known chains, and then {@code more} in one of them. */
  private ObjectNode chains(KeyringId of, List<Bytes> more) {
    Map<KeyringId, List<Bytes>> since = new LinkedHashMap<>();
    world
        .raw()
        .forEach(
            (id, statements) -> {
              int from = before.getOrDefault(id, 0);
              if (from < statements.size()) {
                since.put(id, statements.subList(from, statements.size()));
              }
            });
    if (!more.isEmpty()) {
      since.merge(of, more, (one, other) -> Stream.concat(one.stream(), other.stream()).toList());
    }
    ObjectNode input = StrictJson.mapper().createObjectNode();
    input.put("known", "hospital");
    put(input.putObject("chains"), since);
    return input;
  }

  private static void put(ObjectNode chains, Map<KeyringId, List<Bytes>> from) {
    from.forEach(
        (id, statements) -> {
          ArrayNode array = chains.putArray(id.hex());
          statements.forEach(one -> array.add(one.base64Url()));
        });
  }

  // Cases on chains that are begun later.

  /** A chain that is begun, and what is asked of it then. */
  void begun(String name, String expect, String fault, Begun begun) {
    write(name, "verify-begun", expect, fault, begunInput(begun));
  }

  void ask(
      String name,
      String expect,
      String fault,
      Begun begun,
      List<Past> pasts,
      Consumer<ObjectNode> question) {
    ObjectNode input = begunInput(begun);
    ArrayNode all = input.putArray("pasts");
    pasts.forEach(past -> put(all.addObject(), past));
    question.accept(input.putObject("ask"));
    write(name, "ask-begun", expect, fault, input);
  }

  private ObjectNode begunInput(Begun begun) {
    ObjectNode input = chains(begun.keyring(), List.of());
    ((ObjectNode) input.get("chains")).remove(begun.keyring().hex());
    ObjectNode one = input.putObject("begun").putObject(begun.keyring().hex());
    ArrayNode line = one.putArray("line");
    for (Base.Shown shown : begun.base().line()) {
      ObjectNode step = line.addObject().put("statement", shown.statement().base64Url());
      put(step.putArray("path"), shown.path());
    }
    one.put("state", begun.base().state().base64Url());
    begun.base().pasts().forEach(past -> put(one.putObject("seen"), past));
    ArrayNode statements = one.putArray("statements");
    begun.statements().forEach(statement -> statements.add(statement.base64Url()));
    input.put("keyring", begun.keyring().hex());
    begun
        .remembered()
        .ifPresent(
            head -> {
              ObjectNode remembered = input.putObject("remembered").put("head", head.head().hex());
              head.seenAt().ifPresent(at -> remembered.put("seenAt", StrictJson.text(at)));
            });
    return input;
  }

  private static void put(ObjectNode into, Past past) {
    into.put("statement", text(past.statement()));
    put(into.putArray("path"), past.path());
    past.next().ifPresent(next -> into.put("next", text(next)));
    put(into.putArray("nextPath"), past.nextPath());
    into.put("state", past.state().base64Url());
  }

  private static void put(ArrayNode into, List<Sha256> hashes) {
    hashes.forEach(hash -> into.add(hash.hex()));
  }

  private static String text(Bytes payload) {
    return new String(payload.toArray(), StandardCharsets.UTF_8);
  }

  // Cases on envelopes.

  /** What a statement and the service say of one envelope. */
  record Told(
      Sha256 root,
      int size,
      int index,
      KeyringId recipient,
      int generation,
      Bytes envelope,
      List<Sha256> path) {}

  void announced(String name, Told told) {
    ObjectNode input = StrictJson.mapper().createObjectNode();
    input.put("root", told.root().hex()).put("size", told.size()).put("index", told.index());
    input.put("recipient", told.recipient().hex()).put("generation", told.generation());
    input.put("envelope", told.envelope().base64Url());
    ArrayNode path = input.putArray("path");
    told.path().forEach(one -> path.add(one.hex()));
    write(name, "is-announced", "ok", "", input);
  }

  // Cases on verified chains.

  void capabilities(String name, KeyringId who, KeyringId on, Instant at) {
    ObjectNode input = chains(on, List.of());
    input.put("who", who.hex()).put("on", on.hex()).put("at", StrictJson.text(at));
    write(name, "capabilities", "ok", "", input);
  }

  void sealTargets(String name, KeyringId keyring, Instant at) {
    sealTargets(name, keyring, at, Optional.empty());
  }

  void sealTargets(String name, KeyringId keyring, Instant at, Optional<KeyringId> unopened) {
    ObjectNode input = chains(keyring, List.of());
    input.put("keyring", keyring.hex()).put("at", StrictJson.text(at));
    unopened.ifPresent(id -> input.put("unopened", id.hex()));
    write(name, "seal-targets", "ok", "", input);
  }

  void continues(
      String name,
      String expect,
      String fault,
      KeyringId keyring,
      KeyringId seen,
      StatementHash head,
      Optional<Instant> seenAt) {
    ObjectNode input = chains(keyring, List.of());
    input.put("keyring", keyring.hex()).put("seen", seen.hex()).put("head", head.hex());
    seenAt.ifPresent(time -> input.put("seenAt", StrictJson.text(time)));
    write(name, "continues", expect, fault, input);
  }

  void formerAuthority(String name, KeyringId keyring, Optional<StatementHash> seen, Instant now) {
    ObjectNode input = chains(keyring, List.of());
    input.put("keyring", keyring.hex()).put("now", StrictJson.text(now));
    seen.ifPresent(head -> input.put("seen", head.hex()));
    write(name, "former-authority", "ok", "", input);
  }

  void author(
      String name,
      String expect,
      String fault,
      Header.Signer author,
      List<Header.Hop> via,
      KeyringId section,
      Instant time) {
    ObjectNode input = chains(section, List.of());
    input
        .putObject("author")
        .put("keyring", author.keyring().hex())
        .put("generation", author.generation())
        .put("head", author.head().hex());
    ArrayNode hops = input.putArray("via");
    via.forEach(
        hop -> hops.addObject().put("keyring", hop.keyring().hex()).put("head", hop.head().hex()));
    input.put("section", section.hex()).put("time", StrictJson.text(time));
    write(name, "check-author", expect, fault, input);
  }

  // Cases on single statements.

  void payload(String name, String expect, String fault, byte[] payload) {
    ObjectNode input = StrictJson.mapper().createObjectNode();
    input.put("payload", Bytes.of(payload).base64Url());
    write(name, "parse-payload", expect, fault, input);
  }

  void object(String name, String expect, String fault, Bytes statement) {
    ObjectNode input = StrictJson.mapper().createObjectNode();
    input.put("statement", statement.base64Url());
    write(name, "read-statement", expect, fault, input);
  }

  // Files.

  private void write(String name, String operation, String expect, String fault, ObjectNode input) {
    ObjectNode all = build(name, operation, expect, fault, input);
    expect(name, expect, all);
    if (expect.equals("ok")) {
      all.set("output", StatementOperations.run(StatementCase.of(all)));
    }
    save(name, all);
  }

  private ObjectNode build(
      String name, String operation, String expect, String fault, ObjectNode input) {
    ObjectNode all = StrictJson.mapper().createObjectNode();
    all.put("name", name).put("spec", spec).put("operation", operation).put("expect", expect);
    if (!fault.isEmpty()) {
      all.put("fault", fault);
    }
    all.put("madeBy", MAKER);
    all.set("input", input);
    return all;
  }

  private static void expect(String name, String expected, ObjectNode all) {
    String answer = StatementOperations.answer(StatementCase.of(all));
    if (!answer.equals(expected)) {
      throw new IllegalStateException(name + " gives " + answer + ", not " + expected);
    }
  }

  private static void save(String name, ObjectNode all) {
    Path file = StatementCase.folder().resolve(name + ".json");
    try {
      Files.createDirectories(file.getParent());
      if (!Files.exists(file)) {
        Files.writeString(
            file,
            StrictJson.mapper()
                    .writer()
                    .with(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(all)
                + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
