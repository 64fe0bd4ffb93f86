package io.medseal.ledger.statements;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes to JSON, one at a time. */
final class Json {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Json() {}

  @FunctionalInterface
  interface MemberChange {
    void changed(String name, String without, String asNull);
  }

  /** Every member of every object: left out, and null. */
  static void eachMember(String json, MemberChange each) {
    JsonNode root = JSON.readTree(json);
    for (ObjectNode object : objects(root)) {
      for (String name : List.copyOf(object.propertyNames())) {
        JsonNode value = object.get(name);
        object.remove(name);
        String without = root.toString();
        object.putNull(name);
        String asNull = root.toString();
        object.set(name, value);
        each.changed(name, without, asNull);
      }
    }
  }

  /** Every value of every object and array, replaced by values of the other JSON types. */
  static void eachValueOfAnotherType(String json, BiConsumer<String, String> each) {
    JsonNode root = JSON.readTree(json);
    for (ObjectNode object : objects(root)) {
      for (String name : List.copyOf(object.propertyNames())) {
        JsonNode value = object.get(name);
        for (JsonNode other : others(value)) {
          object.set(name, other);
          each.accept(name + ": " + other, root.toString());
        }
        object.set(name, value);
      }
    }
    for (ArrayNode array : arrays(root)) {
      for (JsonNode other :
          others(array.isEmpty() ? JSON.createObjectNode() : array.get(0).deepCopy())) {
        array.add(other);
        each.accept("an element " + other, root.toString());
        array.remove(array.size() - 1);
      }
    }
  }

  private static List<JsonNode> others(JsonNode value) {
    var make = JSON.getNodeFactory();
    List<JsonNode> others = new ArrayList<>();
    others.add(make.booleanNode(true));
    others.add(make.booleanNode(false));
    others.add(make.numberNode(1.5));
    if (!value.isString()) {
      others.add(make.stringNode(value.isValueNode() ? value.asString() : value.toString()));
      others.add(make.stringNode(""));
    }
    if (!value.isNumber()) {
      others.add(make.numberNode(0));
      others.add(make.numberNode(1));
    }
    if (!value.isArray()) {
      others.add(make.arrayNode());
      others.add(make.arrayNode().add(value));
    }
    if (!value.isObject()) {
      others.add(make.objectNode());
    }
    return others;
  }

  private static List<ObjectNode> objects(JsonNode root) {
    List<ObjectNode> found = new ArrayList<>();
    collect(root, found, ObjectNode.class);
    return found;
  }

  private static List<ArrayNode> arrays(JsonNode root) {
    List<ArrayNode> found = new ArrayList<>();
    collect(root, found, ArrayNode.class);
    return found;
  }

  private static <T extends JsonNode> void collect(JsonNode node, List<T> found, Class<T> type) {
    if (type.isInstance(node)) {
      found.add(type.cast(node));
    }
    node.forEach(child -> collect(child, found, type));
  }
}
