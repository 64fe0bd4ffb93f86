package io.medseal.client.transport;

import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes the HTTP client at the first request: its TLS takes longer to set up than a command that
 * asks the service nothing takes altogether. Safe for use by several threads.
 */
final class HttpOnDemand {
  private final Duration connectTimeout;
  private @Nullable HttpClient client;
  private boolean closed;

  HttpOnDemand(Duration connectTimeout) {
    this.connectTimeout = connectTimeout;
  }

  /**
   * The one client.
   *
   * @throws IllegalStateException after {@link #close()}
   */
  synchronized HttpClient client() {
    if (closed) {
      throw new IllegalStateException("this connection is closed");
    }
    HttpClient known = client;
    if (known == null) {
      known =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(connectTimeout)
              .build();
      client = known;
    }
    return known;
  }

  synchronized void close() {
    closed = true;
    if (client != null) {
      client.shutdownNow();
    }
  }
}
