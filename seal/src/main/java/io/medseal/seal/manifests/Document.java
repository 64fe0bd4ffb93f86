package io.medseal.seal.manifests;

import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.SealException;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A FHIR R4 {@code DocumentReference}, immutable (spec/bodies.md section 4). */
public final class Document {
  private final ObjectNode node;

  private Document(ObjectNode node) {
    this.node = node;
  }

  /**
   * Of a copy of {@code node}. Members that Medseal does not use are kept.
   *
   * @throws SealException.Malformed if it is not a {@code DocumentReference}
   */
  public static Document of(ObjectNode node) {
    JsonNode type = node.get("resourceType");
    if (type == null || !type.isString() || !type.stringValue().equals("DocumentReference")) {
      throw new SealException.Malformed("a manifest's document is a DocumentReference");
    }
    return new Document(node.deepCopy());
  }

  /** A copy, at each call. */
  public ObjectNode toNode() {
    return node.deepCopy();
  }

  /** The title; empty text if there is none. */
  public String description() {
    return text("description");
  }

  /**
   * Checks that it names no other time than its manifest.
   *
   * @throws SealException.Malformed if it does
   */
  void requireDate(Instant time) {
    if (node.has("date") && !text("date").equals(StrictJson.text(time))) {
      throw new SealException.Malformed("a document's date is its manifest's time");
    }
  }

  /** The same with the relations of another document in the place of its own. */
  Document relatingAs(Document other) {
    ObjectNode copy = toNode();
    JsonNode relations = other.node.get("relatesTo");
    if (relations == null) {
      copy.remove("relatesTo");
    } else {
      copy.set("relatesTo", relations.deepCopy());
    }
    return new Document(copy);
  }

  private String text(String name) {
    JsonNode value = node.get(name);
    return value != null && value.isString() ? value.stringValue() : "";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Document document && node.equals(document.node);
  }

  @Override
  public int hashCode() {
    return node.hashCode();
  }

  /** Nothing of its content: that is the patient's. */
  @Override
  public String toString() {
    return "Document";
  }
}
