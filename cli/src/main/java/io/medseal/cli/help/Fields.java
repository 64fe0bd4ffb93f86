package io.medseal.cli.help;

import java.io.PrintStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;

/** The members of a document, read from the record that is printed. */
final class Fields {
  private final PrintStream out;

  Fields(PrintStream out) {
    this.out = out;
  }

  void print(Class<? extends Record> document) {
    print(document, 1);
  }

  private void print(Class<?> document, int depth) {
    for (RecordComponent component : document.getRecordComponents()) {
      Type type = component.getGenericType();
      boolean optional = raw(type) == Optional.class;
      Type held = optional ? argument(type) : type;
      boolean array = Collection.class.isAssignableFrom(raw(held));
      Class<?> element = raw(array ? argument(held) : held);
      out.println(
          "  ".repeat(depth)
              + component.getName()
              + (optional ? "?" : "")
              + "  "
              + named(element)
              + (array ? "s, in an array" : ""));
      if (element.isRecord()) {
        print(element, depth + 1);
      }
    }
  }

  private static String named(Class<?> type) {
    if (type.isRecord()) {
      return "object";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "boolean";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "number";
    }
    if (type == Instant.class) {
      return "time";
    }
    return type == LocalDate.class ? "date" : "string";
  }

  private static Class<?> raw(Type type) {
    return type instanceof ParameterizedType parameterized
        ? (Class<?>) parameterized.getRawType()
        : (Class<?>) type;
  }

  private static Type argument(Type type) {
    return ((ParameterizedType) type).getActualTypeArguments()[0];
  }
}
