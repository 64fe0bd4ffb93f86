package io.medseal.cli.portal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.protocol.portal.PortalAnswer;
import io.medseal.protocol.portal.PortalFiles;
import io.medseal.protocol.portal.PortalRequest;
import io.medseal.protocol.problems.ProblemType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The portal on this computer, until it is closed. */
final class LocalPortal implements AutoCloseable {
  private final PortalFiles files;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final KnownNames names;
  private final CloudProxy cloud;

  private LocalPortal(PortalFiles files, URI cloud, HttpServer server, List<String> further) {
    this.files = files;
    this.server = server;
    this.cloud = new CloudProxy(cloud);
    InetAddress bound = server.getAddress().getAddress();
    List<String> all = new ArrayList<>(further);
    if (!bound.isAnyLocalAddress() && !bound.isLoopbackAddress()) {
      String literal = bound.getHostAddress();
      all.add(literal.contains(":") ? "[" + literal + "]" : literal);
    }
    this.names = KnownNames.of(server.getAddress().getPort(), all);
  }

  /**
   * Listens.
   *
   * @param cloud where the API is, without a trailing slash
   * @param port 0 for a free one
   * @param further names besides this computer's own
   * @throws CommandException if the port is taken
   */
  static LocalPortal start(
      PortalFiles files, URI cloud, InetAddress bind, int port, List<String> further) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(bind, port), 0);
      LocalPortal portal = new LocalPortal(files, cloud, server, further);
      server.createContext("/", portal::handle);
      server.setExecutor(portal.threads);
      server.start();
      return portal;
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.CONFLICT,
          "The portal can't listen on %s port %d: it is in use, or not this computer's. Choose another with --port or --bind."
              .formatted(bind.getHostAddress(), port));
    }
  }

  /** For a browser on this computer; by name, because passkeys need one. */
  URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  boolean isOnThisComputerOnly() {
    return server.getAddress().getAddress().isLoopbackAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    cloud.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!names.admit(
          header(exchange, "Host"),
          header(exchange, "Origin"),
          header(exchange, "Sec-Fetch-Site"))) {
        Answers.problem(exchange, ProblemType.DENIED);
      } else if (exchange.getRequestURI().getRawPath().startsWith("/api/")) {
        cloud.pass(exchange);
      } else {
        file(exchange);
      }
    }
  }

  private void file(HttpExchange exchange) throws IOException {
    PortalAnswer answer =
        files.answer(
            new PortalRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                header(exchange, "Accept"),
                header(exchange, "Accept-Encoding"),
                header(exchange, "If-None-Match")));
    switch (answer) {
      case PortalAnswer.Found found -> {
        found.headers().forEach(exchange.getResponseHeaders()::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
          exchange.getResponseHeaders().set("Content-Length", Long.toString(found.bytes()));
          exchange.sendResponseHeaders(200, -1);
        } else {
          exchange.sendResponseHeaders(200, found.bytes() == 0 ? -1 : found.bytes());
          files.send(found, exchange.getResponseBody());
        }
      }
      case PortalAnswer.Unchanged unchanged -> {
        unchanged.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(304, -1);
      }
      case PortalAnswer.Refused refused -> {
        refused.headers().forEach(exchange.getResponseHeaders()::set);
        Answers.problem(exchange, refused.problem());
      }
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }
}
