package io.medseal.testkit.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and the service, on the loopback address, and is honest until told to
 * lie. It keeps every exchange, so that a test can answer an old one again.
 */
public final class LyingProxy implements AutoCloseable {
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "connection",
          "content-length",
          "host",
          "upgrade",
          "http2-settings",
          "expect",
          "transfer-encoding",
          "accept-encoding", // what passes can be read
          "date");

  private final URI service;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ConcurrentLinkedQueue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
  private volatile Lie lie = Lie.NONE;
  private volatile UnaryOperator<Request> question = UnaryOperator.identity();
  private volatile @Nullable String token;

  private LyingProxy(URI service, HttpServer server) {
    this.service = service;
    this.server = server;
  }

  /** A proxy in front of {@code service}, on a free port. */
  public static LyingProxy before(URI service) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      LyingProxy proxy = new LyingProxy(service, server);
      server.createContext("/", proxy::answer);
      server.setExecutor(proxy.threads);
      server.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a client is given as the service's address. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on, answers go through {@code lie}. */
  public void lie(Lie lie) {
    this.lie = lie;
  }

  /**
   * From now on, every request is asked in the name of this session: the service's own refusals are
   * out of the way, as if the cloud were on the asker's side.
   */
  public void askWith(String sessionToken) {
    this.token = sessionToken;
  }

  /** From now on, the service is asked this in the place of what the client asks. */
  public void ask(UnaryOperator<Request> question) {
    this.question = question;
  }

  /** From now on, every question is the client's own, and every answer the service's own. */
  public void beHonest() {
    this.lie = Lie.NONE;
    this.question = UnaryOperator.identity();
  }

  /** Everything that has passed, oldest first, as the service answered it. */
  public List<Exchange> exchanges() {
    return List.copyOf(exchanges);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    client.close();
  }

  private void answer(HttpExchange incoming) throws IOException {
    try (incoming) {
      Request request =
          new Request(
              incoming.getRequestMethod(),
              incoming.getRequestURI().toString(),
              incoming.getRequestBody().readAllBytes());
      Answer honest = ask(incoming, question.apply(request));
      exchanges.add(new Exchange(request, honest));
      Answer told = lie.tell(request, honest);
      if (told.contentType() != null) {
        incoming.getResponseHeaders().set("Content-Type", told.contentType());
      }
      told.headers().forEach((name, value) -> incoming.getResponseHeaders().set(name, value));
      boolean empty = told.body().length == 0 || told.status() == 204 || told.status() == 304;
      incoming.sendResponseHeaders(told.status(), empty ? -1 : told.body().length);
      if (!empty) {
        incoming.getResponseBody().write(told.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private Answer ask(HttpExchange incoming, Request request)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(service.resolve(request.path()))
            .method(
                request.method(),
                request.body().length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(request.body()));
    incoming
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              boolean replaced = token != null && lower.equals("authorization");
              if (!NOT_PASSED_ON.contains(lower) && !replaced) {
                values.forEach(value -> builder.header(name, value));
              }
            });
    if (token != null) {
      builder.header("Authorization", "Bearer " + token);
    }
    HttpResponse<byte[]> response =
        client.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
    java.util.Map<String, String> headers = new java.util.TreeMap<>();
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (!NOT_PASSED_ON.contains(lower) && !lower.equals("content-type")) {
                headers.put(name, values.getFirst());
              }
            });
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(null),
        headers,
        response.body());
  }
}
