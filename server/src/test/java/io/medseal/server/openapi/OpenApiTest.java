package io.medseal.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.statements.StrictJson;
import io.medseal.server.TestService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("spec/openapi.json")
class OpenApiTest {
  private static final Path SPEC = Path.of("..", "spec");
  private static final Path FILE = SPEC.resolve("openapi.json");
  private static final String REGENERATE =
      "./mvnw test -pl server -am -Dtest=OpenApiTest -Dopenapi=write"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  private static Words words;
  private static Map<String, HandlerMethod> handlers;
  private static String first;
  private static String second;

  @BeforeAll
  static void generate() throws IOException {
    words = new Words(SPEC.resolve("http-api.md"));
    System.setProperty("springdoc.api-docs.enabled", "true");
    try {
      first = described();
      second = described();
    } finally {
      System.clearProperty("springdoc.api-docs.enabled");
    }
    if ("write".equals(System.getProperty("openapi"))) {
      Files.writeString(FILE, first);
    }
  }

  @AfterAll
  static void forget() {
    handlers = null;
  }

  @Test
  @DisplayName("is what the code says")
  void isCurrent() throws IOException {
    assertThat(Files.readString(FILE, StandardCharsets.UTF_8))
        .as("spec/openapi.json has drifted from the code; regenerate it with: " + REGENERATE)
        .isEqualTo(first);
  }

  @Test
  @DisplayName("is generated the same by every start of the service")
  void isDeterministic() {
    assertThat(second).isEqualTo(first);
  }

  @Test
  @DisplayName("has the same endpoints as spec/http-api.md")
  void agreesWithThePage() {
    assertThat(words.endpoints()).isEqualTo(new TreeSet<>(handlers.keySet()));
  }

  @Test
  @DisplayName("refers only to what it has, and names every operation once")
  void isWhole() {
    JsonNode document = StrictJson.mapper().readTree(first);
    for (JsonNode ref : document.findValues("$ref")) {
      String pointer = ref.stringValue().substring(1);
      assertThat(document.at(pointer).isMissingNode()).as(pointer).isFalse();
    }
    assertThat(document.findValuesAsString("operationId"))
        .hasSize(handlers.size())
        .doesNotHaveDuplicates();
  }

  private static String described() {
    try (TestService service = TestService.fresh()) {
      JsonNode generated = service.anonymous().get("/v3/api-docs").good().json();
      handlers = handlers(service);
      ObjectNode document = new Description(handlers, words).of(generated);
      DefaultPrettyPrinter printer =
          new DefaultPrettyPrinter()
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n"));
      return StrictJson.mapper().writer().with(printer).writeValueAsString(document) + "\n";
    }
  }

  private static Map<String, HandlerMethod> handlers(TestService service) {
    Map<String, HandlerMethod> found = new TreeMap<>();
    service.part(DispatcherServlet.class).getHandlerMappings().stream()
        .filter(RequestMappingHandlerMapping.class::isInstance)
        .map(RequestMappingHandlerMapping.class::cast)
        .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
        .forEach(
            entry ->
                entry
                    .getKey()
                    .getPatternValues()
                    .forEach(
                        path ->
                            entry
                                .getKey()
                                .getMethodsCondition()
                                .getMethods()
                                .forEach(
                                    method -> found.put(method + " " + path, entry.getValue()))));
    found.keySet().removeIf(key -> !key.contains(" /api/"));
    return found;
  }
}
