package io.medseal.cli.portal;

import com.sun.net.httpserver.HttpExchange;
import io.medseal.client.transport.EnvironmentProxies;
import io.medseal.protocol.problems.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Passes requests under {@code /api/v1/} on to the cloud, and its answers back, as they come:
 * neither is ever held as a whole.
 *
 * <p>Both ways only headers pass that the API knows, so that nothing which concerns one connection
 * (RFC 9110 section 7.6.1) goes further than it, and so that an answer can set no cookie, send the
 * browser elsewhere, or be anything but data.
 */
final class CloudProxy implements AutoCloseable {
  private static final String ROOT = "/api/v1/";
  private static final Pattern PATH = Pattern.compile(ROOT + "[A-Za-z0-9_/~-]*");
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");
  private static final List<String> ASKED =
      List.of(
          "Accept",
          "Authorization",
          "Part-Hash",
          "Content-Type",
          "If-None-Match",
          "If-Range",
          "Range");
  private static final List<String> ANSWERED =
      List.of(
          "Accept-Ranges",
          "Cache-Control",
          "Content-Range",
          "Content-Type",
          "ETag",
          "Retry-After",
          "X-Request-Id");
  private static final Set<String> DATA =
      Set.of("application/json", "application/octet-stream", "application/problem+json");

  private static final Duration CONNECTING = Duration.ofSeconds(10);

  /** Until the first byte of the answer; a part of 8 MiB goes up meanwhile. */
  private static final Duration ANSWERING = Duration.ofMinutes(5);

  private static final int PIECE = 64 * 1024;

  private final URI cloud;
  private final Stalls stalls = new Stalls(Duration.ofMinutes(1));
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECTING)
          .proxy(EnvironmentProxies.of(System.getenv()))
          .build();

  CloudProxy(URI cloud) {
    this.cloud = cloud;
  }

  void pass(HttpExchange exchange) throws IOException {
    URI asked = exchange.getRequestURI();
    if (!PATH.matcher(asked.getRawPath()).matches() || asked.getRawPath().contains("//")) {
      Answers.problem(exchange, ProblemType.NOT_FOUND);
      return;
    }
    if (!METHODS.contains(exchange.getRequestMethod())) {
      Answers.problem(exchange, ProblemType.METHOD_NOT_ALLOWED);
      return;
    }
    HttpResponse<InputStream> answer;
    try {
      answer = client.send(request(exchange), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException _) {
      Answers.problem(exchange, ProblemType.UNAVAILABLE);
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Answers.problem(exchange, ProblemType.UNAVAILABLE);
      return;
    }
    try (InputStream body = answer.body()) {
      back(exchange, answer, body);
    }
  }

  @Override
  public void close() {
    stalls.close();
    client.shutdownNow();
  }

  private HttpRequest request(HttpExchange exchange) {
    URI asked = exchange.getRequestURI();
    String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(cloud + asked.getRawPath() + query))
            .timeout(ANSWERING)
            .method(exchange.getRequestMethod(), body(exchange));
    for (String name : ASKED) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    return request.build();
  }

  private static BodyPublisher body(HttpExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    boolean chunked = exchange.getRequestHeaders().getFirst("Transfer-Encoding") != null;
    if (!chunked && (length == null || length.equals("0"))) {
      return BodyPublishers.noBody();
    }
    StreamedBody body = new StreamedBody(exchange.getRequestBody());
    return chunked
        ? BodyPublishers.fromPublisher(body)
        : BodyPublishers.fromPublisher(body, Long.parseLong(length.strip()));
  }

  private void back(HttpExchange exchange, HttpResponse<InputStream> answer, InputStream body)
      throws IOException {
    int status = answer.statusCode();
    String type = answer.headers().firstValue("Content-Type").orElse("");
    boolean isData = DATA.contains(type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT));
    boolean isEmpty = status == 204 || status == 304;
    if (status < 200 || (status >= 300 && status < 400 && status != 304) || !(isData || isEmpty)) {
      Answers.problem(exchange, ProblemType.UNAVAILABLE);
      return;
    }
    for (String name : ANSWERED) {
      answer
          .headers()
          .firstValue(name)
          .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
    }
    Answers.sealOff(exchange);
    OptionalLong length = answer.headers().firstValueAsLong("Content-Length");
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    if (isHead && length.isPresent()) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(length.getAsLong()));
    }
    exchange.sendResponseHeaders(status, isEmpty || isHead ? -1 : length.orElse(0)); // 0: chunked
    if (!isEmpty && !isHead) {
      copy(body, exchange.getResponseBody());
    }
  }

  /** Each piece goes on at once; a cloud that falls silent is given up. */
  private void copy(InputStream body, OutputStream out) throws IOException {
    byte[] piece = new byte[PIECE];
    while (true) {
      int read;
      try (Stalls.Watch _ = stalls.watch(body)) {
        read = body.read(piece);
      }
      if (read < 0) {
        return;
      }
      out.write(piece, 0, read);
      out.flush();
    }
  }
}
