package io.medseal.ledger.statements;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of one JSON object, each read once and as the one type that it must have. Written out
 * rather than bound, because every reading that a binder adds by itself (a number for a string, a
 * name with a space) is one that other implementations do not share.
 */
final class Members {
  private final ObjectNode object;
  private final Set<String> left;

  private Members(ObjectNode object) {
    this.object = object;
    this.left = new HashSet<>(object.propertyNames());
  }

  /** Reads {@code node} with {@code reader}, which must take every member. */
  static <T> T read(JsonNode node, Function<Members, T> reader) {
    if (!(node instanceof ObjectNode object)) {
      throw new LedgerException.Malformed("a JSON object is expected");
    }
    Members members = new Members(object);
    T read = reader.apply(members);
    if (!members.left.isEmpty()) {
      throw new LedgerException.Malformed("an unknown member");
    }
    return read;
  }

  String text(String name) {
    return required(textOrNull(name));
  }

  @Nullable String textOrNull(String name) {
    JsonNode value = take(name);
    if (value == null) {
      return null;
    }
    if (!value.isString()) {
      throw new LedgerException.Malformed("a string is expected");
    }
    return value.stringValue();
  }

  int number(String name) {
    return number(required(take(name)));
  }

  List<Integer> numbers(String name) {
    JsonNode value = required(take(name));
    if (!value.isArray()) {
      throw new LedgerException.Malformed("an array is expected");
    }
    List<Integer> read = new ArrayList<>();
    value.forEach(element -> read.add(number(element)));
    return read;
  }

  /** Whether a number, of any size, is that one. */
  boolean isNumber(String name, int expected) {
    JsonNode value = integer(required(take(name)));
    return value.isInt() && value.intValue() == expected;
  }

  /** Whether it is there: only {@code true} may be, what is false is left out. */
  boolean isTrue(String name) {
    JsonNode value = take(name);
    if (value != null && !(value.isBoolean() && value.booleanValue())) {
      throw new LedgerException.Malformed("true is expected, or nothing");
    }
    return value != null;
  }

  KeyringId keyring(String name) {
    return new KeyringId(text(name));
  }

  Bytes bytes(String name) {
    return Bytes.fromBase64Url(text(name));
  }

  @Nullable Bytes bytesOrNull(String name) {
    String text = textOrNull(name);
    return text == null ? null : Bytes.fromBase64Url(text);
  }

  Sha256 sha256(String name) {
    return new Sha256(text(name));
  }

  @Nullable Sha256 sha256OrNull(String name) {
    String text = textOrNull(name);
    return text == null ? null : new Sha256(text);
  }

  Instant time(String name) {
    return StrictJson.time(text(name));
  }

  @Nullable Instant timeOrNull(String name) {
    String text = textOrNull(name);
    return text == null ? null : StrictJson.time(text);
  }

  /** One of {@code values}, by exactly the text that {@code written} gives it. */
  <E> E oneOf(String name, E[] values, Function<E, String> written) {
    String text = text(name);
    for (E value : values) {
      if (written.apply(value).equals(text)) {
        return value;
      }
    }
    throw new LedgerException.Malformed("an unknown word");
  }

  <T> T object(String name, Function<Members, T> reader) {
    return read(required(take(name)), reader);
  }

  <T> List<T> objects(String name, Function<Members, T> reader) {
    JsonNode value = required(take(name));
    if (!value.isArray()) {
      throw new LedgerException.Malformed("an array is expected");
    }
    List<T> read = new ArrayList<>();
    value.forEach(element -> read.add(read(element, reader)));
    return read;
  }

  private static int number(JsonNode value) {
    if (!integer(value).isInt()) {
      throw new LedgerException.Malformed("a number is out of range");
    }
    return value.intValue();
  }

  private static JsonNode integer(JsonNode value) {
    if (!value.isIntegralNumber() || value.bigIntegerValue().signum() < 0) {
      throw new LedgerException.Malformed("a whole number without sign is expected");
    }
    return value;
  }

  private @Nullable JsonNode take(String name) {
    left.remove(name);
    return object.get(name);
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new LedgerException.Malformed("a required member is missing");
    }
    return value;
  }
}
