package io.medseal.seal.json;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.SealException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of one JSON object, each taken once: a missing one, one of another type and one left
 * over are all {@link SealException.Malformed}.
 */
public final class Members {
  /** Largest size or offset: 2^53 − 1. */
  public static final long MAX_SIZE = (1L << 53) - 1;

  private final ObjectNode left;
  private final String what;

  private Members(ObjectNode object, String what) {
    this.left = object;
    this.what = what;
  }

  /**
   * Reads a text that is one JSON object.
   *
   * @param what names the object in messages, with its article
   */
  public static Members parse(byte[] utf8, String what) {
    try {
      return of(StrictJson.read(Bytes.of(utf8)), what);
    } catch (LedgerException.Malformed _) {
      throw new SealException.Malformed(what + " is not JSON as it is written here");
    }
  }

  /** Takes {@code v} and {@code suite}, in the order in which they must be judged. */
  public void takeVersionAndSuite() {
    long suite = integer("suite", 0, Integer.MAX_VALUE);
    if (suite != 1) {
      throw new SealException.UnknownSuite((int) suite);
    }
    if (integer("v", 0, Integer.MAX_VALUE) != 1) {
      throw new SealException.Malformed(what + " is of version 1");
    }
  }

  /** A required object. */
  public ObjectNode object(String name) {
    if (required(name) instanceof ObjectNode object) {
      return object;
    }
    throw wrong(name);
  }

  /** The members of a required object. */
  public Members members(String name) {
    return of(object(name), what + "'s " + name);
  }

  /** The members of an object that may be left out. */
  public Optional<Members> optionalMembers(String name) {
    return left.has(name) ? Optional.of(members(name)) : Optional.empty();
  }

  /** A required array of objects. */
  public <T> List<T> array(String name, Function<Members, T> read) {
    JsonNode array = required(name);
    if (!array.isArray()) {
      throw wrong(name);
    }
    List<T> items = new ArrayList<>(array.size());
    for (JsonNode item : array) {
      Members members = of(item, "an item of " + what + "'s " + name);
      items.add(read.apply(members));
      members.end();
    }
    return items;
  }

  /** A required array of strings that are ids, hashes or times of the ledger. */
  public <T> List<T> strings(String name, Function<String, T> read) {
    JsonNode array = required(name);
    if (!array.isArray()) {
      throw wrong(name);
    }
    List<T> items = new ArrayList<>(array.size());
    for (JsonNode item : array) {
      if (!item.isString()) {
        throw wrong(name);
      }
      items.add(checked(name, item.stringValue(), read));
    }
    return items;
  }

  /** A required string. */
  public String string(String name) {
    return optionalString(name).orElseThrow(() -> missing(name));
  }

  /** A string that may be left out. */
  public Optional<String> optionalString(String name) {
    JsonNode value = left.remove(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw wrong(name);
    }
    return Optional.of(value.stringValue());
  }

  /** A required string that is an id, hash or time of the ledger. */
  public <T> T value(String name, Function<String, T> read) {
    return checked(name, string(name), read);
  }

  /** A string that may be left out and is an id, hash or time of the ledger. */
  public <T> Optional<T> optionalValue(String name, Function<String, T> read) {
    return optionalString(name).map(text -> checked(name, text, read));
  }

  /** A required true or false. */
  public boolean bool(String name) {
    JsonNode value = required(name);
    if (!value.isBoolean()) {
      throw wrong(name);
    }
    return value.booleanValue();
  }

  private <T> T checked(String name, String text, Function<String, T> read) {
    try {
      return read.apply(text);
    } catch (LedgerException.Malformed e) {
      throw new SealException.Malformed(what + "'s " + name + ": " + e.getMessage());
    }
  }

  /** A required time. */
  public Instant time(String name) {
    return value(name, StrictJson::time);
  }

  /** A required size or offset in bytes. */
  public long size(String name) {
    return integer(name, 0, MAX_SIZE);
  }

  /** A required whole number in these bounds. */
  public long integer(String name, long least, long most) {
    JsonNode value = required(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(name);
    }
    long number = value.longValue();
    if (number < least || number > most) {
      throw wrong(name);
    }
    return number;
  }

  /** Refuses members that nobody took. */
  public void end() {
    if (!left.isEmpty()) {
      throw new SealException.Malformed(what + " has a member that does not belong there");
    }
  }

  private static Members of(JsonNode node, String what) {
    if (node instanceof ObjectNode object) {
      return new Members(object, what);
    }
    throw new SealException.Malformed(what + " is a JSON object");
  }

  private JsonNode required(String name) {
    JsonNode value = left.remove(name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  private SealException missing(String name) {
    return new SealException.Malformed(what + " has no " + name);
  }

  private SealException wrong(String name) {
    return new SealException.Malformed(
        what + "'s " + name + " is of another type or out of bounds");
  }
}
