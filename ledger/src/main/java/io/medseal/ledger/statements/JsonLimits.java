package io.medseal.ledger.statements;

import io.medseal.ledger.LedgerException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The limits of every JSON text (spec/README.md section 2). Asked of the text and not of what a
 * parser makes of it, so that every implementation counts the same; nesting is the parser's part.
 */
final class JsonLimits {
  static final int NESTING = 32;
  private static final int NUMBER_CHARACTERS = 32;
  private static final int STRING_UNITS = 131_072;
  private static final int NAME_UNITS = 256;
  private static final int OBJECT_MEMBERS = 1_000;

  private final int[] members = new int[NESTING + 1];
  private int depth;

  private JsonLimits() {}

  /** Reads {@code in} to its end. */
  static void check(JsonParser in) {
    JsonLimits limits = new JsonLimits();
    for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
      limits.check(token, in);
    }
  }

  private void check(JsonToken token, JsonParser in) {
    switch (token) {
      case START_OBJECT, START_ARRAY -> {
        depth++;
        members[depth] = 0;
      }
      case END_OBJECT, END_ARRAY -> depth--;
      case PROPERTY_NAME -> {
        members[depth]++;
        require(members[depth] <= OBJECT_MEMBERS && in.getStringLength() <= NAME_UNITS);
      }
      case VALUE_STRING -> require(in.getStringLength() <= STRING_UNITS);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        String written = in.getString();
        require(written.length() <= NUMBER_CHARACTERS && !written.equals("-0"));
      }
      case VALUE_TRUE, VALUE_FALSE, VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> {}
    }
  }

  private static void require(boolean within) {
    if (!within) {
      throw new LedgerException.Malformed("a JSON text beyond the limits of its format");
    }
  }
}
