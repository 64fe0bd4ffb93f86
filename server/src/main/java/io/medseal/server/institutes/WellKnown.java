package io.medseal.server.institutes;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.util.Timeout;

/**
 * Fetches {@code https://DOMAIN/.well-known/medseal-institute}. Anybody can name a domain here, so
 * nothing is trusted: the host is looked up once and only at addresses that are everybody's, that
 * address is connected to and no other, no redirection is followed, and size and time have ends.
 */
final class WellKnown implements AutoCloseable {
  static final String PATH = "/.well-known/medseal-institute";

  private static final int MOST_BYTES = 1_024;
  private static final int MOST_IN_A_LINE = 4_096;
  private static final int MOST_HEADERS = 100;
  private static final Timeout A_STEP = Timeout.ofSeconds(3);
  private static final long IN_ALL_SECONDS = 8;

  private final NameServer names;
  private final SSLContext authorities;
  private final int port;
  private final Predicate<InetAddress> allowed;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("well-known-deadlines").daemon().factory());

  /** At public addresses, with the certificate authorities of this Java. */
  WellKnown(NameServer names, SSLContext authorities) {
    this(names, authorities, 443, PublicAddresses::contain);
  }

  /** For tests of what happens after an address has been allowed: theirs are this computer's. */
  WellKnown(NameServer names, SSLContext authorities, int port, Predicate<InetAddress> allowed) {
    this.names = names;
    this.authorities = authorities;
    this.port = port;
    this.allowed = allowed;
  }

  /** The file's text, if it is there and small; empty for everything else that may be answered. */
  Optional<String> text(String domain) {
    try {
      List<InetAddress> addresses = names.addresses(domain);
      // One that is not allowed spoils all: a name that points inside is not asked at all.
      if (addresses.isEmpty() || !addresses.stream().allMatch(allowed)) {
        return Optional.empty();
      }
      return fetch(domain, addresses.getFirst());
    } catch (NameServer.Silent | IOException | HttpException _) {
      return Optional.empty();
    }
  }

  private Optional<String> fetch(String domain, InetAddress address)
      throws IOException, HttpException {
    HttpGet request = new HttpGet("https://" + domain + ":" + port + PATH);
    ScheduledFuture<?> deadline =
        deadlines.schedule(request::abort, IN_ALL_SECONDS, TimeUnit.SECONDS);
    try (CloseableHttpClient client = client(new Pinned(address))) {
      return client.execute(request, WellKnown::small);
    } finally {
      deadline.cancel(false);
    }
  }

  private CloseableHttpClient client(DnsResolver pinned) {
    Http1Config bounded =
        Http1Config.custom()
            .setMaxLineLength(MOST_IN_A_LINE)
            .setMaxHeaderCount(MOST_HEADERS)
            .build();
    BasicHttpClientConnectionManager connections =
        BasicHttpClientConnectionManager.create(
            null,
            pinned,
            RegistryBuilder.<TlsSocketStrategy>create()
                .register("https", new DefaultClientTlsStrategy(authorities))
                .build(),
            ManagedHttpClientConnectionFactory.builder().http1Config(bounded).build());
    connections.setConnectionConfig(
        ConnectionConfig.custom().setConnectTimeout(A_STEP).setSocketTimeout(A_STEP).build());
    return HttpClients.custom()
        .setConnectionManager(connections)
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .setUserAgent("Medseal")
        .build();
  }

  private static Optional<String> small(ClassicHttpResponse response) throws IOException {
    if (response.getCode() != HttpStatus.SC_OK || response.getEntity() == null) {
      return Optional.empty();
    }
    // The stream is left where it is: closing it would read to its end.
    InputStream body = response.getEntity().getContent();
    byte[] bytes = body == null ? new byte[0] : body.readNBytes(MOST_BYTES + 1);
    return bytes.length > MOST_BYTES
        ? Optional.empty()
        : Optional.of(new String(bytes, StandardCharsets.US_ASCII).strip());
  }

  @Override
  public void close() {
    deadlines.close();
  }

  /** Answers the address that was looked at, whatever is asked. */
  private record Pinned(InetAddress address) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      return new InetAddress[] {InetAddress.getByAddress(host, address.getAddress())};
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
