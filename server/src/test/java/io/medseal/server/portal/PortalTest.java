package io.medseal.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.TestService;
import io.medseal.server.testing.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("The portal")
class PortalTest {
  private static final String PAGE = "text/html,application/xhtml+xml,*/*;q=0.8";

  private final TestService service = TestService.shared();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  @DisplayName("GET / answers the page, never to be kept unasked")
  void page() {
    Answer answer = get("/", "Accept", PAGE).good();
    assertThat(answer.header("Content-Type")).contains("text/html;charset=utf-8");
    assertThat(answer.header("Cache-Control")).contains("no-cache");
    assertThat(answer.text()).contains("<div id=\"root\">");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/records", "/login", "/records/0a1b/reports/2c3d"})
  @DisplayName("GET of a page's address by a browser answers the page")
  void routes(String path) {
    assertThat(get(path, "Accept", PAGE).good().text()).contains("<div id=\"root\">");
    get(path, "Accept", "application/json").problem(ProblemType.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets",
        "/assets/",
        "/assets/none-12345678.js",
        "/none.txt",
        "/media",
        "/media/0a1b",
        "/static/index.html",
        "/compressed/br/index.html",
        "/application.properties",
        "/BOOT-INF/classes/application.properties"
      })
  @DisplayName("GET of anything else answers 404, to a browser too")
  void nothingElse(String path) {
    get(path, "Accept", PAGE).problem(ProblemType.NOT_FOUND);
  }

  @Test
  @DisplayName("is not answered where the API is")
  void notTheApi() {
    get("/api/v1/none", "Accept", PAGE).problem(ProblemType.UNAUTHENTICATED);
    get("/api", "Accept", PAGE).problem(ProblemType.UNAUTHENTICATED);
    get("/actuator/env", "Accept", PAGE).problem(ProblemType.UNAUTHENTICATED);
    service.person("portal").call().get("/api/v1/none").problem(ProblemType.NOT_FOUND);
  }

  @Test
  @DisplayName("gives answers that are data a policy under which nothing runs, media addresses too")
  void dataStaysData() {
    String media = "/media/" + "0".repeat(32);
    for (String path : List.of(media, "/api/v1/service", "/api/v1/none", "/pdf/none.html")) {
      Answer answer = get(path, "Accept", PAGE);
      assertThat(answer.header("Content-Security-Policy"))
          .as(path)
          .contains("default-src 'none'; frame-ancestors 'none'; sandbox");
      assertThat(answer.header("X-Content-Type-Options")).as(path).contains("nosniff");
      assertThat(answer.header("Cross-Origin-Resource-Policy")).as(path).contains("same-origin");
      assertThat(answer.header("Content-Type").orElse("")).as(path).startsWith("application/");
    }
    get(media, "Accept", PAGE).problem(ProblemType.NOT_FOUND);
  }

  @Test
  @DisplayName("gives every file the headers that keep other origins and inline scripts out")
  void headers() {
    for (String path : List.of("/", "/records", "/favicon.svg", script())) {
      Answer answer = get(path, "Accept", PAGE).good();
      assertThat(answer.header("Content-Security-Policy").orElse(""))
          .as(path)
          .startsWith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-")
          .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'")
          .contains("require-trusted-types-for 'script'; trusted-types default")
          .doesNotContain("unsafe-inline");
      assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
      assertThat(answer.header("Cross-Origin-Opener-Policy")).contains("same-origin");
      assertThat(answer.header("Cross-Origin-Embedder-Policy")).contains("require-corp");
      assertThat(answer.header("Cross-Origin-Resource-Policy")).contains("same-origin");
      assertThat(answer.header("X-Frame-Options")).contains("DENY");
      assertThat(answer.header("Permissions-Policy").orElse("")).contains("camera=()");
      assertThat(answer.header("Set-Cookie")).isEmpty();
    }
  }

  @Test
  @DisplayName("has one policy, in header and page")
  void onePolicy() {
    Answer answer = get("/", "Accept", PAGE);
    String policy = answer.header("Content-Security-Policy").orElseThrow();
    String inPage = policy.substring(0, policy.indexOf("; frame-ancestors"));
    assertThat(answer.text()).contains("content=\"" + inPage + "\"");
  }

  @Test
  @DisplayName("lets a file with a digest in its name be kept for ever, no other")
  void caching() {
    assertThat(get(script()).header("Cache-Control"))
        .contains("public, max-age=31536000, immutable");
    assertThat(get("/favicon.svg").header("Cache-Control")).contains("no-cache");
    assertThat(get("/portal-manifest.json").header("Cache-Control")).contains("no-cache");
  }

  @Test
  @DisplayName("sends every file that its manifest lists, as it was built")
  void manifest() throws Exception {
    JsonNode files = get("/portal-manifest.json").json().get("files");
    assertThat(files.size()).isGreaterThan(3);
    for (JsonNode file : files) {
      String path = file.get("path").stringValue();
      Answer answer = get(path).good();
      assertThat(answer.body()).as(path).hasSize(file.get("bytes").intValue());
      assertThat(sha256(answer.body())).as(path).isEqualTo(file.get("sha256").stringValue());
      assertThat(answer.header("Content-Type").orElse("")).as(path).isEqualTo(type(path));
    }
  }

  @Test
  @DisplayName("sends fewer bytes to who takes gzip, and the same file")
  void gzip() throws Exception {
    String path = script();
    Answer plain = get(path);
    Answer packed = get(path, "Accept-Encoding", "gzip");
    assertThat(packed.header("Content-Encoding")).contains("gzip");
    assertThat(packed.header("Vary").orElse("")).contains("Accept-Encoding");
    assertThat(packed.body().length).isLessThan(plain.body().length / 2);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
        .isEqualTo(plain.body());
    assertThat(packed.header("ETag")).isNotEqualTo(plain.header("ETag"));
    assertThat(get(path, "Accept-Encoding", "br").header("Content-Encoding")).contains("br");
  }

  @Test
  @DisplayName("answers 304 without a body to who has the file")
  void unchanged() {
    for (String path : List.of("/", script())) {
      String tag = get(path).header("ETag").orElseThrow();
      Answer again = get(path, "If-None-Match", tag);
      assertThat(again.status()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(again.header("ETag")).contains(tag);
      assertThat(get(path, "If-None-Match", "\"other\"").status()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("HEAD answers the headers of GET and no body")
  void head() {
    Answer get = get("/", "Accept", PAGE);
    Answer head = ask("HEAD", "/", "Accept", PAGE);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    for (String name : List.of("ETag", "Content-Type", "Content-Security-Policy")) {
      assertThat(head.header(name)).isEqualTo(get.header(name));
    }
    assertThat(head.header("Content-Length")).contains(String.valueOf(get.body().length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
  @DisplayName("can only be read: other methods answer 405")
  void methods(String method) {
    Answer answer = ask(method, "/", "Accept", PAGE).problem(ProblemType.METHOD_NOT_ALLOWED);
    assertThat(answer.header("Allow")).contains("GET, HEAD");
    ask(method, script(), "Accept", "*/*").problem(ProblemType.METHOD_NOT_ALLOWED);
    ask(method, "/none.txt", "Accept", PAGE).problem(ProblemType.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../application.properties",
        "/META-INF/medseal-portal.json",
        "/assets/../../application.properties",
        "/assets/..%2f..%2fapplication.properties",
        "/%2e%2e/application.properties",
        "/assets/%2e%2e/%2e%2e/META-INF/MANIFEST.MF",
        "/..\\application.properties",
        "//etc/passwd",
        "/assets/..;/application.properties",
        "/index.html%00.js"
      })
  @DisplayName("cannot be climbed out of")
  void traversal(String path) throws IOException {
    // Straight through a socket, because clients tidy such paths up.
    String answer = raw(path);
    assertThat(answer).startsWith("HTTP/1.1 4");
    assertThat(answer).doesNotContain("spring.", "Manifest-Version", "root:");
  }

  private String script() {
    String page = get("/").text();
    int at = page.indexOf("src=\"/assets/") + 5;
    return page.substring(at, page.indexOf('"', at));
  }

  private Answer get(String path, String... headers) {
    return ask("GET", path, headers);
  }

  private Answer ask(String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service.uri() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    List<String> all = new ArrayList<>(List.of(headers));
    if (!all.isEmpty()) {
      request.headers(all.toArray(String[]::new));
    }
    try {
      return new Answer(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String raw(String path) throws IOException {
    try (Socket socket = new Socket(service.uri().getHost(), service.uri().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String type(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String ending = name.startsWith("LICENSE") ? "txt" : name.substring(name.lastIndexOf('.') + 1);
    return switch (ending) {
      case "html" -> "text/html;charset=utf-8";
      case "js", "mjs" -> "text/javascript;charset=utf-8";
      case "css" -> "text/css;charset=utf-8";
      case "svg" -> "image/svg+xml";
      case "wasm" -> "application/wasm";
      case "json" -> "application/json";
      case "woff2" -> "font/woff2";
      case "ttf" -> "font/ttf";
      case "pfb", "bcmap" -> "application/octet-stream";
      case "icc" -> "application/vnd.iccprofile";
      case "png" -> "image/png";
      case "txt" -> "text/plain;charset=utf-8";
      default -> throw new IllegalArgumentException(ending);
    };
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
