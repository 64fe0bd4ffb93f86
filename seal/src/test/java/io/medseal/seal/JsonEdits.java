package io.medseal.seal;

import io.medseal.ledger.statements.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Edits of JSON by one who knows its form. */
final class JsonEdits {
  private static final String HERE = "@here@";

  /** Values as they are written, valid JSON or not. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "{}",
          "[]",
          "[{}]",
          "[null]",
          "-1",
          "-0",
          "0",
          "1",
          "2",
          "1.0",
          "1e2",
          "1e400",
          "1e999999999",
          "-1e-999999999",
          "01",
          "0x1",
          "NaN",
          "2147483647",
          "2147483648",
          "9007199254740991",
          "9007199254740992",
          "9223372036854775807",
          "9223372036854775808",
          "9".repeat(900),
          "9".repeat(50_000),
          "[".repeat(28) + "]".repeat(28),
          "[".repeat(20_000),
          "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000),
          "[" + "{},".repeat(20_000) + "{}]",
          "\"\"",
          "\".\"",
          "\"a/../b\"",
          "\"a//b\"",
          "\"a\\\\b\"",
          "\"/etc/a\"",
          "\"C:x\"",
          "\"a\\u0000\"",
          "\"a\\u0085\"",
          "\"\\ud800\"",
          "\"\\ud83d\\ude00\"",
          "\"" + "é".repeat(512) + "\"",
          "\"" + "é".repeat(513) + "\"",
          "\"" + "a/".repeat(50_000) + "a\"",
          "\"" + "ab".repeat(16) + "\"",
          "\"" + "ab".repeat(32) + "\"",
          "\"" + "AB".repeat(32) + "\"",
          "\"0000-01-01T00:00:00.000Z\"",
          "\"9999-12-31T23:59:59.999Z\"",
          "\"+10000-01-01T00:00:00.000Z\"",
          "\"2026-11-23T24:00:00.000Z\"",
          "\"2026-02-29T00:00:00.000Z\"",
          "\"DocumentReference\"",
          "\"preview\"",
          "\"unclosed",
          "/* */ 1");

  private final Mutations mutations;

  JsonEdits(Mutations mutations) {
    this.mutations = mutations;
  }

  /** Where a value stands: in {@code object} under a name, or in {@code array} at an index. */
  private record Place(JsonNode in, String name, int index) {
    JsonNode get() {
      return in instanceof ObjectNode object ? object.get(name) : in.get(index);
    }

    void set(JsonNode value) {
      if (in instanceof ObjectNode object) {
        object.set(name, value);
      } else if (in instanceof ArrayNode array) {
        array.set(index, value);
      }
    }

    void remove() {
      if (in instanceof ObjectNode object) {
        object.remove(name);
      } else if (in instanceof ArrayNode array) {
        array.remove(index);
      }
    }
  }

  /** One or two edits, and now and then changed bytes besides; now and then none. */
  byte[] edited(ObjectNode original) {
    byte[] text = StrictJson.mapper().writeValueAsBytes(original);
    if (mutations.once(24)) {
      return text;
    }
    ObjectNode tree = original.deepCopy();
    if (mutations.once(3)) {
      edit(tree);
    }
    byte[] edited = edit(tree).getBytes(StandardCharsets.UTF_8);
    return mutations.once(4) ? mutations.changed(edited, text) : edited;
  }

  private String edit(ObjectNode tree) {
    List<Place> places = places(tree, new ArrayList<>());
    if (places.isEmpty()) {
      return "{}";
    }
    Place place = mutations.one(places);
    JsonNode value = place.get();
    return switch (mutations.below(6)) {
      case 0 -> {
        Place other = mutations.one(places);
        place.set(other.get().deepCopy());
        other.set(value.deepCopy());
        yield text(tree);
      }
      case 1 -> {
        place.remove();
        yield text(tree);
      }
      case 2 -> {
        place.set(mutations.one(places).get().deepCopy());
        yield text(tree);
      }
      case 3 -> withOneMore(tree, place);
      default -> {
        place.set(StringNode.valueOf(HERE));
        String text = text(tree).replace('"' + HERE + '"', mutations.one(VALUES));
        place.set(value);
        yield text;
      }
    };
  }

  /** With a second member of the place's name, plain or escaped, or one of an unknown name. */
  private String withOneMore(ObjectNode tree, Place place) {
    if (!(place.in() instanceof ObjectNode object)) {
      return "[" + text(tree) + "]";
    }
    object.set(HERE, place.get().deepCopy());
    String text = text(tree);
    object.remove(HERE);
    String name = mutations.once(4) ? "more" : place.name();
    String escaped = String.format("\\u%04x", (int) name.charAt(0)) + name.substring(1);
    return text.replace(HERE, mutations.once(2) ? name : escaped);
  }

  private static List<Place> places(JsonNode in, List<Place> found) {
    if (in instanceof ObjectNode object) {
      for (String name : object.propertyNames()) {
        found.add(new Place(object, name, 0));
        places(object.get(name), found);
      }
    }
    if (in instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        found.add(new Place(array, "", i));
        places(array.get(i), found);
      }
    }
    return found;
  }

  private static String text(ObjectNode tree) {
    return StrictJson.mapper().writeValueAsString(tree);
  }
}
