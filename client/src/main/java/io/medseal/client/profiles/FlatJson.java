package io.medseal.client.profiles;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The members of one JSON object that holds only strings and whole numbers, each taken once. Short
 * commands read nothing else, and setting up data binding would cost them more than all their work.
 */
final class FlatJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Map<String, Object> members = new HashMap<>();

  /**
   * Reads it.
   *
   * @throws JacksonException for what is no JSON
   * @throws IllegalArgumentException for other JSON than such an object
   */
  FlatJson(byte[] text) {
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), text)) {
      require(in.nextToken() == JsonToken.START_OBJECT);
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = in.currentName();
        JsonToken token = in.nextToken();
        require(token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT);
        members.put(name, token == JsonToken.VALUE_STRING ? in.getString() : in.getIntValue());
      }
      require(in.currentToken() == JsonToken.END_OBJECT && in.nextToken() == null);
    }
  }

  /** That member, or 0 where it is none. */
  int number(String name) {
    return members.remove(name) instanceof Integer number ? number : 0;
  }

  /**
   * That member.
   *
   * @throws IllegalArgumentException if it is missing or a number
   */
  String text(String name) {
    return optional(name).orElseThrow(FlatJson::other);
  }

  /**
   * That member, if it is there.
   *
   * @throws IllegalArgumentException if it is a number
   */
  Optional<String> optional(String name) {
    Object value = members.remove(name);
    require(value == null || value instanceof String);
    return Optional.ofNullable((String) value);
  }

  /**
   * Nothing else may have been in it.
   *
   * @throws IllegalArgumentException if a member was not taken
   */
  void end() {
    require(members.isEmpty());
  }

  private static void require(boolean right) {
    if (!right) {
      throw other();
    }
  }

  private static IllegalArgumentException other() {
    return new IllegalArgumentException("another object than expected");
  }
}
