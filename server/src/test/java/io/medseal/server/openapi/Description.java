package io.medseal.server.openapi;

import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.Problem;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.platform.auth.OpenPaths;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The description of the API: addresses, parameters, bodies and statuses as springdoc reads them
 * from the endpoints; shapes from the protocol's records; words from spec/http-api.md.
 */
final class Description {
  /** Of records that have one of their own. */
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "Chains",
          Statements.CHAINS_TYPE,
          "ReportPage",
          Reports.LIST_TYPE,
          "FoundReports",
          Reports.LIST_TYPE);

  private static final String OCTETS = "application/octet-stream";
  private static final String TEXT =
      "Medical reports shared through a cloud that cannot read them. What these shapes mean stands"
          + " in http-api.md. A request body with an unknown member is refused; a client ignores"
          + " unknown members in answers; an optional member is left out, never null.";

  private final Map<String, HandlerMethod> handlers;
  private final Words words;
  private final Schemas schemas = new Schemas();

  /**
   * Of an API.
   *
   * @param handlers by method, space, path
   */
  Description(Map<String, HandlerMethod> handlers, Words words) {
    this.handlers = handlers;
    this.words = words;
  }

  /** From what springdoc says. */
  ObjectNode of(JsonNode generated) {
    ObjectNode document = object();
    document.put("openapi", "3.1.0");
    ObjectNode info = document.putObject("info");
    info.put("title", "Medseal").put("version", "1").put("description", TEXT);
    info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
    document.putArray("servers").addObject().put("url", "/");
    document.putArray("security").addObject().putArray("session");
    ObjectNode paths = document.putObject("paths");
    new TreeMap<>(generated.get("paths").propertyStream().collect(toMap()))
        .forEach(
            (path, item) -> {
              if (path.startsWith("/api/")) {
                ObjectNode described = paths.putObject(path);
                new TreeMap<>(item.propertyStream().collect(toMap()))
                    .forEach(
                        (method, operation) ->
                            described.set(method, operation(method, path, operation)));
              }
            });
    schemas.of(Problem.class);
    ObjectNode components = document.putObject("components");
    components.set("schemas", schemas.all());
    ObjectNode problem = components.putObject("responses").putObject("Problem");
    problem.put("description", "A refusal (RFC 9457)");
    problem
        .putObject("headers")
        .putObject("Retry-After")
        .put("description", "Seconds, with too-many-requests")
        .putObject("schema")
        .put("type", "integer");
    problem
        .putObject("content")
        .putObject("application/problem+json")
        .putObject("schema")
        .put("$ref", "#/components/schemas/Problem");
    components
        .putObject("securitySchemes")
        .putObject("session")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("description", "The token of a session, answered by sign-up and log-in");
    return document;
  }

  private ObjectNode operation(String method, String path, JsonNode generated) {
    String key = method.toUpperCase(Locale.ROOT) + " " + path;
    HandlerMethod handler = handlers.get(key);
    ObjectNode operation = object();
    String feature = handler.getBeanType().getPackageName();
    operation.put(
        "operationId",
        feature.substring(feature.lastIndexOf('.') + 1) + "." + handler.getMethod().getName());
    operation.put("summary", words.what(key));
    operation.put("description", "Who may: " + words.who(key) + ".");
    if (isOpen(key)) {
      operation.putArray("security");
    }
    List<ObjectNode> parameters = parameters(handler, generated);
    parameters.addAll(ByHand.parameters(key));
    if (!parameters.isEmpty()) {
      operation.putArray("parameters").addAll(parameters);
    }
    JsonNode body = generated.get("requestBody");
    if (body != null) {
      ObjectNode described = operation.putObject("requestBody");
      described.put("required", true).set("content", json(body.get("content")));
    } else if (ByHand.takesOctets(key)) {
      octets(operation.putObject("requestBody").put("required", true));
    }
    operation.set("responses", responses(key, generated.get("responses")));
    return operation;
  }

  private List<ObjectNode> parameters(HandlerMethod handler, JsonNode generated) {
    List<ObjectNode> parameters = new ArrayList<>();
    if (generated.get("parameters") != null) {
      for (JsonNode parameter : generated.get("parameters")) {
        String name = parameter.get("name").stringValue();
        ObjectNode described = object();
        described.put("name", name).put("in", parameter.get("in").stringValue());
        described.put("required", parameter.get("required").booleanValue());
        ObjectNode schema = schemas.of(type(handler, name));
        JsonNode byDefault = parameter.get("schema").get("default");
        if (byDefault != null) {
          schema.set("default", byDefault);
        }
        described.set("schema", schema);
        parameters.add(described);
      }
    }
    return parameters;
  }

  private static Type type(HandlerMethod handler, String name) {
    for (Parameter parameter : handler.getMethod().getParameters()) {
      RequestHeader header = parameter.getAnnotation(RequestHeader.class);
      if (parameter.getName().equals(name) || (header != null && header.value().equals(name))) {
        return parameter.getParameterizedType();
      }
    }
    throw new IllegalStateException("no parameter " + name + " in " + handler);
  }

  private ObjectNode responses(String key, JsonNode generated) {
    ObjectNode responses = object();
    new TreeMap<>(generated.propertyStream().collect(toMap()))
        .forEach(
            (status, response) -> {
              if (status.startsWith("2")) {
                ObjectNode described = responses.putObject(status);
                described.put("description", meaning(status));
                if (ByHand.answersOctets(key)) {
                  octets(described);
                } else if (response.get("content") != null) {
                  described.set("content", json(response.get("content")));
                }
              }
            });
    if (ByHand.answersRanges(key)) {
      octets(responses.putObject("206").put("description", "One range of it"));
    }
    responses.putObject("default").put("$ref", "#/components/responses/Problem");
    return responses;
  }

  /** The same record, in the media type that it has. */
  private ObjectNode json(JsonNode content) {
    String ref = content.iterator().next().get("schema").get("$ref").stringValue();
    String name = ref.substring(ref.lastIndexOf('/') + 1);
    schemas.need(name);
    ObjectNode described = object();
    described
        .putObject(MEDIA_TYPES.getOrDefault(name, "application/json"))
        .putObject("schema")
        .put("$ref", "#/components/schemas/" + name);
    return described;
  }

  private static void octets(ObjectNode of) {
    of.putObject("content").putObject(OCTETS);
  }

  private static boolean isOpen(String key) {
    return OpenPaths.ALL.stream().anyMatch(open -> key.equals(open.method() + " " + open.path()));
  }

  private static String meaning(String status) {
    return switch (status) {
      case "200" -> "Answered";
      case "201" -> "Made";
      case "204" -> "Done";
      default -> throw new IllegalStateException("an unexpected status " + status);
    };
  }

  private static Collector<Map.Entry<String, JsonNode>, ?, Map<String, JsonNode>> toMap() {
    return Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  static ObjectNode object() {
    return StrictJson.mapper().createObjectNode();
  }
}
