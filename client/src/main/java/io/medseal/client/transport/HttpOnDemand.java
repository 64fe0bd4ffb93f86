package io.medseal.client.transport;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes the HTTP client at the first request: its TLS takes longer to set up than a command that
 * asks the service nothing takes altogether. Safe for use by several threads.
 */
final class HttpOnDemand {
  private final Duration connectTimeout;
  private final ProxySelector proxies;
  private @Nullable HttpClient client;
  private boolean closed;

  HttpOnDemand(Duration connectTimeout, ProxySelector proxies) {
    this.connectTimeout = connectTimeout;
    this.proxies = proxies;
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
              .proxy(proxies)
              .build();
      client = known;
    }
    return known;
  }

  /**
   * No request begins on one of this client's connections any more; those that have begun go on.
   * Where one connection went silent, those that wait for the next request may be dead, too.
   */
  synchronized void leave(HttpClient silent) {
    if (silent.equals(client)) {
      client = null;
    }
    silent.shutdown();
  }

  synchronized void close() {
    closed = true;
    if (client != null) {
      client.shutdownNow();
    }
  }
}
