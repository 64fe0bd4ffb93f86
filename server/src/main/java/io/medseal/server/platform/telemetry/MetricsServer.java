package io.medseal.server.platform.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.medseal.server.platform.start.ExitCode;
import io.medseal.server.platform.start.Settings;
import io.medseal.server.platform.start.StartRefusedException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Metrics for Prometheus at {@code /metrics}, on a port of its own and on the loopback address
 * only: they are the operator's, and the service's own port may face the internet.
 */
@Component
public class MetricsServer implements SmartLifecycle {
  private static final List<String> OURS = List.of("127.0.0.1", "localhost", "[::1]");
  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Settings settings;
  private final PrometheusMeterRegistry metrics;
  private volatile HttpServer server;

  MetricsServer(Settings settings, PrometheusMeterRegistry metrics) {
    this.settings = settings;
    this.metrics = metrics;
  }

  /** Where it answers, while it runs. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
  }

  @Override
  public void start() {
    try {
      HttpServer fresh =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.managementPort()),
              0);
      fresh.createContext("/", this::answer);
      fresh.setExecutor(task -> Thread.ofVirtual().name("metrics").start(task));
      fresh.start();
      server = fresh;
    } catch (IOException _) {
      throw new StartRefusedException(
          ExitCode.UNAVAILABLE,
          "Port %d for metrics is in use. Choose another with --management-port, or 0 for any."
              .formatted(settings.managementPort()));
    }
  }

  @Override
  public void stop() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  @Override
  public boolean isRunning() {
    return server != null;
  }

  /** A page of the web whose name was made to mean this machine still says its own name. */
  private boolean isOurs(@Nullable List<String> hosts) {
    int port = server.getAddress().getPort();
    return hosts != null
        && hosts.size() == 1
        && OURS.stream().anyMatch(name -> hosts.getFirst().equals(name + ":" + port));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isOurs(exchange.getRequestHeaders().get("Host"))) {
        exchange.sendResponseHeaders(421, -1);
      } else if (!exchange.getRequestURI().getPath().equals("/metrics")) {
        exchange.sendResponseHeaders(404, -1);
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(405, -1);
      } else {
        byte[] page = metrics.scrape().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
      }
    }
  }
}
