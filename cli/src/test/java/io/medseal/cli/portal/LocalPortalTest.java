package io.medseal.cli.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.medseal.protocol.portal.PortalFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The portal on this computer")
class LocalPortalTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<Map<String, List<String>>> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> paths = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer cloud;
  private LocalPortal portal;

  private interface Cloud {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private Cloud behaviour = exchange -> json(exchange, "{}");

  @BeforeEach
  void start() throws IOException {
    cloud = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cloud.setExecutor(threads);
    cloud.createContext(
        "/",
        exchange -> {
          try (exchange) {
            asked.add(Map.copyOf(exchange.getRequestHeaders()));
            paths.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            behaviour.answer(exchange);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    cloud.start();
    portal =
        LocalPortal.start(
            PortalFiles.on(getClass().getClassLoader()),
            URI.create("http://127.0.0.1:" + cloud.getAddress().getPort()),
            InetAddress.getLoopbackAddress(),
            0,
            List.of("portal.hospital.example"));
  }

  @AfterEach
  void stop() {
    portal.close();
    cloud.stop(0);
    threads.shutdownNow();
  }

  @Test
  @DisplayName("serves its own page, with the headers that the service sends, and asks no cloud")
  void page() throws Exception {
    HttpResponse<String> page = get("/", "Accept", "text/html");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<div id=\"root\">");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("frame-ancestors 'none'");
    assertThat(page.headers().firstValue("Cross-Origin-Embedder-Policy")).contains("require-corp");
    assertThat(get("/records/1", "Accept", "text/html").body()).isEqualTo(page.body());
    assertThat(get("/none.txt").statusCode()).isEqualTo(404);
    assertThat(get("/media/1", "Accept", "text/html").statusCode()).isEqualTo(404);
    String tag = page.headers().firstValue("ETag").orElseThrow();
    assertThat(get("/", "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(send(to("/").method("HEAD", HttpRequest.BodyPublishers.noBody())).body()).isEmpty();
    assertThat(send(to("/").POST(HttpRequest.BodyPublishers.noBody())).statusCode()).isEqualTo(405);
    assertThat(paths).isEmpty();
  }

  @Test
  @DisplayName("passes the API on, with what the API needs and nothing of the connection")
  void passesOn() throws Exception {
    behaviour =
        exchange -> {
          exchange.getResponseHeaders().set("Set-Cookie", "a=b");
          exchange.getResponseHeaders().set("Clear-Site-Data", "\"*\"");
          exchange.getResponseHeaders().set("Service-Worker-Allowed", "/");
          exchange.getResponseHeaders().set("Retry-After", "7");
          json(exchange, "{\"a\":1}");
        };
    HttpResponse<String> answer =
        send(
            to("/api/v1/statements/query?a=b%20c")
                .header("Authorization", "Bearer t")
                .header("Content-Type", "application/json")
                .header("Cookie", "a=b")
                .header("X-Forwarded-For", "1.2.3.4")
                .POST(HttpRequest.BodyPublishers.ofString("{\"q\":1}")));
    assertThat(answer.body()).isEqualTo("{\"a\":1}");
    assertThat(paths.take()).isEqualTo("POST /api/v1/statements/query?a=b%20c");
    Map<String, List<String>> headers = asked.take();
    assertThat(headers.get("Authorization")).containsExactly("Bearer t");
    assertThat(headers.get("Content-length")).containsExactly("7");
    assertThat(headers).doesNotContainKeys("Cookie", "X-forwarded-for", "Origin");
    assertThat(headers.get("Host")).containsExactly("127.0.0.1:" + cloud.getAddress().getPort());
    assertThat(answer.headers().map())
        .containsKey("retry-after")
        .doesNotContainKeys("set-cookie", "clear-site-data", "service-worker-allowed");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("sandbox");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  @DisplayName("passes bytes on while they come, both ways")
  void streams() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    BlockingQueue<Boolean> goOn = new SynchronousQueue<>();
    behaviour =
        exchange -> {
          InputStream in = exchange.getRequestBody();
          seen.add(new String(in.readNBytes(5), StandardCharsets.UTF_8));
          seen.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
          exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
          exchange.sendResponseHeaders(200, 10);
          exchange.getResponseBody().write("first".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          goOn.take();
          exchange.getResponseBody().write("later".getBytes(StandardCharsets.UTF_8));
        };
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), portal.uri().getPort())) {
      OutputStream out = socket.getOutputStream();
      String head =
          "PUT /api/v1/reports/1/parts/0 HTTP/1.1\r\nHost: localhost:%d\r\nContent-Type: application/octet-stream\r\nContent-Length: 10\r\n\r\nfirst"
              .formatted(portal.uri().getPort());
      out.write(head.getBytes(StandardCharsets.UTF_8));
      out.flush();
      assertThat(seen.take()).isEqualTo("first"); // the rest has not been sent yet
      out.write("later".getBytes(StandardCharsets.UTF_8));
      out.flush();
      assertThat(seen.take()).isEqualTo("later");
      StringBuilder answer = new StringBuilder();
      InputStream in = socket.getInputStream();
      while (!answer.toString().endsWith("first")) {
        answer.append((char) in.read()); // the cloud has not sent the rest yet
      }
      goOn.put(true);
      assertThat(new String(in.readNBytes(5), StandardCharsets.UTF_8)).isEqualTo("later");
      assertThat(answer.toString())
          .startsWith("HTTP/1.1 200")
          .containsIgnoringCase("content-length: 10");
    }
  }

  @Test
  @DisplayName("passes ranges and bodies without content on as they are")
  void ranges() throws Exception {
    behaviour =
        exchange -> {
          if (exchange.getRequestMethod().equals("DELETE")) {
            exchange.sendResponseHeaders(204, -1);
            return;
          }
          exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
          exchange.getResponseHeaders().set("Content-Range", "bytes 1-2/9");
          exchange.sendResponseHeaders(206, 2);
          exchange.getResponseBody().write(new byte[] {1, 2});
        };
    HttpResponse<String> part = get("/api/v1/reports/1/body", "Range", "bytes=1-2");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range")).contains("bytes 1-2/9");
    assertThat(asked.take().get("Range")).containsExactly("bytes=1-2");
    assertThat(send(to("/api/v1/reports/1").DELETE()).statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({
    "200, text/html",
    "200, text/javascript",
    "200, image/svg+xml",
    "302, application/json",
    "200, ''"
  })
  @DisplayName("lets no answer through that is a page, a script, or sends elsewhere")
  void onlyData(int status, String type) throws Exception {
    behaviour =
        exchange -> {
          if (!type.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", type);
          }
          exchange.getResponseHeaders().set("Location", "https://elsewhere.example/");
          exchange.sendResponseHeaders(status, 2);
          exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
        };
    HttpResponse<String> answer = get("/api/v1/x");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.headers().firstValue("Location")).isEmpty();
  }

  @Test
  @DisplayName("says that the cloud is unavailable where it cannot be reached")
  void unreachable() throws Exception {
    cloud.stop(0);
    assertThat(get("/api/v1/service").statusCode()).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v2/x",
        "/api/v1",
        "/api/",
        "/api/v1/%2e%2e/x",
        "/api/v1//x",
        "/actuator/health"
      })
  @DisplayName("asks the cloud for nothing outside of /api/v1/")
  void onlyTheApi(String path) throws Exception {
    assertThat(get(path, "Accept", "text/html").statusCode()).isEqualTo(404);
    assertThat(paths).isEmpty();
  }

  @Test
  @DisplayName("takes only the API's methods")
  void methods() throws Exception {
    assertThat(
            send(to("/api/v1/x").method("PATCH", HttpRequest.BodyPublishers.noBody())).statusCode())
        .isEqualTo(405);
    assertThat(paths).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example:PORT, '', ''",
    "localhost, '', ''",
    "localhost:1, '', ''",
    "localhost:PORT, http://evil.example, ''",
    "localhost:PORT, null, ''",
    "localhost:PORT, '', cross-site",
    "localhost:PORT, '', same-site",
    "portal.hospital.example.evil.example, '', ''"
  })
  @DisplayName("denies whoever calls it by another name, or from another origin's page")
  void otherNames(String host, String origin, String site) throws Exception {
    for (String path : List.of("/", "/api/v1/service")) {
      assertThat(status(path, host, origin, site)).isEqualTo(403);
    }
    assertThat(paths).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:PORT, '', ''",
    "127.0.0.1:PORT, http://127.0.0.1:PORT, same-origin",
    "LOCALHOST:PORT, http://localhost:PORT, none",
    "portal.hospital.example, https://portal.hospital.example, same-origin"
  })
  @DisplayName("answers its own page, under each of its names")
  void ownNames(String host, String origin, String site) throws Exception {
    assertThat(status("/", host, origin, site)).isEqualTo(200);
    assertThat(status("/api/v1/service", host, origin, site)).isEqualTo(200);
  }

  @Test
  @DisplayName("is on this computer only")
  void loopback() {
    assertThat(portal.isOnThisComputerOnly()).isTrue();
    assertThat(portal.uri().toString()).startsWith("http://localhost:");
  }

  /** Through a socket: Java's client sets Host itself. */
  private int status(String path, String host, String origin, String site) throws IOException {
    String port = Integer.toString(portal.uri().getPort());
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    request.append("Connection: close\r\nHost: ").append(host.replace("PORT", port)).append("\r\n");
    if (!origin.isEmpty()) {
      request.append("Origin: ").append(origin.replace("PORT", port)).append("\r\n");
    }
    if (!site.isEmpty()) {
      request.append("Sec-Fetch-Site: ").append(site).append("\r\n");
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), portal.uri().getPort())) {
      socket
          .getOutputStream()
          .write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(answer.substring(9, 12));
    }
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + portal.uri().getPort() + path));
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = to(path);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void json(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }
}
