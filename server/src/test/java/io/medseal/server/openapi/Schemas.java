package io.medseal.server.openapi;

import com.fasterxml.jackson.annotation.JsonValue;
import io.medseal.ledger.envelopes.EnvelopeName;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.activity.Activity;
import io.medseal.protocol.institutes.Institutes;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.Problem;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.records.Records;
import io.medseal.protocol.reports.Reports;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON Schemas of the protocol's records, as far as they are asked for. */
final class Schemas {
  private static final Map<Type, Function<ObjectNode, ObjectNode>> TEXTS =
      Map.of(
          Bytes.class, text("^[A-Za-z0-9_-]*$"),
          KeyringId.class, text("^[0-9a-f]{64}$"),
          ReportId.class, text("^[0-9a-f]{32}$"),
          Sha256.class, text("^[0-9a-f]{64}$"),
          StatementHash.class, text("^[0-9a-f]{64}$"),
          Instant.class, text("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$"),
          String.class, schema -> schema.put("type", "string"),
          boolean.class, schema -> schema.put("type", "boolean"),
          Boolean.class, schema -> schema.put("type", "boolean"));

  /** Everything that is sent has a name of its own. */
  private static final Map<String, Class<?>> RECORDS =
      Stream.concat(
              Stream.of(
                      Accounts.class,
                      Activity.class,
                      Statements.class,
                      Institutes.class,
                      Records.class,
                      Reports.class)
                  .flatMap(group -> Arrays.stream(group.getDeclaredClasses()))
                  .filter(Class::isRecord),
              Stream.of(Problem.class, EnvelopeName.class))
          .collect(Collectors.toMap(Class::getSimpleName, one -> one));

  private final Map<String, ObjectNode> described = new TreeMap<>();

  /** Asks for a record by its name. */
  void need(String name) {
    Class<?> type = RECORDS.get(name);
    if (type == null) {
      throw new IllegalStateException("the protocol has no record " + name);
    }
    if (!described.containsKey(name)) {
      ObjectNode schema = object();
      described.put(name, schema);
      fill(schema, type);
    }
  }

  /** The schema where something of that type stands. */
  ObjectNode of(Type type) {
    ObjectNode schema = object();
    if (TEXTS.containsKey(type)) {
      return TEXTS.get(type).apply(schema);
    }
    if (type == int.class || type == Integer.class) {
      return schema.put("type", "integer").put("format", "int32");
    }
    if (type == long.class || type == Long.class) {
      return schema.put("type", "integer").put("format", "int64");
    }
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      schema.put("type", "array").set("items", of(list.getActualTypeArguments()[0]));
      return schema;
    }
    if (type instanceof Class<?> constants && constants.isEnum()) {
      ArrayNode values = schema.put("type", "string").putArray("enum");
      Arrays.stream(constants.getEnumConstants()).map(Schemas::text).forEach(values::add);
      return schema;
    }
    if (type instanceof Class<?> named && named.isRecord()) {
      need(named.getSimpleName());
      return schema.put("$ref", "#/components/schemas/" + named.getSimpleName());
    }
    throw new IllegalStateException("no schema for " + type);
  }

  /** All that were asked for, by name. */
  ObjectNode all() {
    ObjectNode all = object();
    described.forEach(all::set);
    return all;
  }

  private void fill(ObjectNode schema, Class<?> type) {
    ObjectNode properties = schema.put("type", "object").putObject("properties");
    ArrayNode required = schema.putArray("required");
    for (RecordComponent component : type.getRecordComponents()) {
      properties.set(component.getName(), of(component.getGenericType()));
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(component.getName());
      }
    }
    if (type == Problem.class) {
      ArrayNode types = ((ObjectNode) properties.get("type")).putArray("enum");
      Arrays.stream(ProblemType.values()).map(ProblemType::type).forEach(types::add);
    }
  }

  private static String text(Object constant) {
    try {
      for (Method method : constant.getClass().getMethods()) {
        if (method.isAnnotationPresent(JsonValue.class)) {
          return Objects.toString(method.invoke(constant));
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    throw new IllegalStateException("no @JsonValue in " + constant.getClass());
  }

  private static Function<ObjectNode, ObjectNode> text(String pattern) {
    return schema -> schema.put("type", "string").put("pattern", pattern);
  }

  private static ObjectNode object() {
    return StrictJson.mapper().createObjectNode();
  }
}
