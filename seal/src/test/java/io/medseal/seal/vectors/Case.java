package io.medseal.seal.vectors;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.envelopes.Binding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One vector file (spec/vectors/README.md). Every member of the input must be asked for. */
final class Case {
  private static final Set<String> MEMBERS =
      Set.of("name", "spec", "operation", "expect", "fault", "madeBy", "input", "output");

  private final ObjectNode all;
  private final ObjectNode input;
  private final Set<String> asked = new HashSet<>();

  private Case(ObjectNode all) {
    this.all = all;
    this.input = (ObjectNode) all.get("input");
  }

  static Case read(Path file) {
    try {
      return new Case((ObjectNode) StrictJson.mapper().readTree(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static KeyringKind kind(String text) {
    return Arrays.stream(KeyringKind.values())
        .filter(kind -> kind.text().equals(text))
        .findFirst()
        .orElseThrow();
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

  ObjectNode output() {
    return (ObjectNode) all.get("output");
  }

  boolean hasInput(String member) {
    return input.has(member);
  }

  JsonNode node(String member) {
    asked.add(member);
    return input.get(member);
  }

  String text(String member) {
    return node(member).stringValue();
  }

  int number(String member) {
    return node(member).intValue();
  }

  Bytes bytes(String member) {
    return Bytes.fromBase64Url(text(member));
  }

  KeyringId keyring(String member) {
    return new KeyringId(text(member));
  }

  ReportId report() {
    return new ReportId(text("report"));
  }

  KeyringKind kind() {
    return kind(text("kind"));
  }

  PublicKeys keys() {
    return StrictJson.mapper().treeToValue(node("keys"), PublicKeys.class);
  }

  Binding binding() {
    JsonNode node = node("binding");
    KeyringId to = new KeyringId(node.get("to").stringValue());
    int toGeneration = node.get("toGeneration").intValue();
    return switch (node.get("subject").stringValue()) {
      case "keyring" ->
          Binding.keyring(
              new KeyringId(node.get("keyring").stringValue()),
              node.get("generation").intValue(),
              to,
              toGeneration);
      case "report" ->
          Binding.report(new ReportId(node.get("report").stringValue()), to, toGeneration);
      case "note" ->
          Binding.note(new KeyringId(node.get("keyring").stringValue()), to, toGeneration);
      default -> throw new IllegalArgumentException("unknown subject");
    };
  }
}
