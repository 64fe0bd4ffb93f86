package io.medseal.server.institutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.institutes.Institutes.Method;
import io.medseal.testkit.dns.DnsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("M14: what the service fetches from a domain that anybody may name")
class WellKnownTest {
  private static final KeyringId INSTITUTE = new KeyringId("3f".repeat(32));
  private static final KeyringId OTHER = new KeyringId("4a".repeat(32));
  private static final String HOST = "hospital.example";
  private static final char[] PASSWORD = "nobody's secret".toCharArray();

  @TempDir static Path folder;
  private static SSLContext authorities;

  private final DnsServer dns = DnsServer.start();
  private HttpsServer web;
  private WellKnown wellKnown;

  @BeforeEach
  void start() throws Exception {
    dns.address(HOST, InetAddress.getLoopbackAddress());
    web = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.setHttpsConfigurator(new HttpsConfigurator(tls()));
    web.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
    web.start();
    wellKnown = allowing(InetAddress::isLoopbackAddress);
  }

  @AfterEach
  void stop() {
    wellKnown.close();
    web.stop(0);
    dns.close();
  }

  @Test
  @DisplayName("is a small text at one address")
  void text() {
    web.createContext(WellKnown.PATH, exchange -> answer(exchange, 200, "3f2a9c1d\n"));
    assertThat(wellKnown.text(HOST)).contains("3f2a9c1d");
  }

  @Test
  @DisplayName("names an institute, unless a record of the domain does")
  void names() {
    Domains domains = new Domains(nameServer(), wellKnown);
    assertThat(domains.ask(HOST, INSTITUTE)).isEqualTo(new Domains.Word.Nothing());
    web.createContext(WellKnown.PATH, exchange -> answer(exchange, 200, INSTITUTE.hex() + "\n"));
    assertThat(domains.ask(HOST, INSTITUTE)).isEqualTo(new Domains.Word.Named(Method.WELL_KNOWN));
    assertThat(domains.ask(HOST, OTHER)).isEqualTo(new Domains.Word.Another());

    dns.texts("_medseal." + HOST, "medseal-institute=" + OTHER.hex());
    assertThat(domains.ask(HOST, INSTITUTE)).isEqualTo(new Domains.Word.Another());
    assertThat(domains.ask(HOST, OTHER)).isEqualTo(new Domains.Word.Named(Method.DNS));
  }

  @Test
  @DisplayName("does not speak for records that can't be read")
  void recordsUnread() {
    Domains domains = new Domains(nameServer(), wellKnown);
    web.createContext(WellKnown.PATH, exchange -> answer(exchange, 200, INSTITUTE.hex()));
    dns.failing(true);
    assertThat(domains.ask(HOST, INSTITUTE)).isEqualTo(new Domains.Word.Nothing());
    dns.failing(false);
    dns.silent(true);
    assertThat(domains.ask(HOST, INSTITUTE)).isEqualTo(new Domains.Word.Nothing());
  }

  @Test
  @DisplayName("is nothing where it is anything but an id")
  void noId() {
    Domains domains = new Domains(nameServer(), wellKnown);
    web.createContext(
        WellKnown.PATH, exchange -> answer(exchange, 200, "<html>" + INSTITUTE.hex() + "</html>"));
    assertThat(domains.ask(HOST, INSTITUTE)).isEqualTo(new Domains.Word.Nothing());
  }

  @Test
  @DisplayName("is nothing where the file is large, missing, or elsewhere")
  void otherAnswers() {
    web.createContext("/elsewhere", exchange -> answer(exchange, 200, "3f2a9c1d"));
    web.createContext(
        WellKnown.PATH,
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          answer(exchange, 302, "");
        });
    assertThat(wellKnown.text(HOST)).as("a redirection").isEmpty();
    web.removeContext(WellKnown.PATH);
    assertThat(wellKnown.text(HOST)).as("a missing file").isEmpty();
    web.createContext(WellKnown.PATH, exchange -> answer(exchange, 200, "3".repeat(2_000_000)));
    assertThat(wellKnown.text(HOST)).as("a large file").isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @DisplayName("ends after seconds, however slowly it comes")
  void slow() {
    web.createContext(
        WellKnown.PATH,
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          for (int i = 0; i < 60; i++) {
            exchange.getResponseBody().write('3');
            exchange.getResponseBody().flush();
            pause();
          }
        });
    Instant begun = Instant.now();
    assertThat(wellKnown.text(HOST)).isEmpty();
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  @DisplayName("comes from a host whose certificate is for the domain")
  void certificate() {
    dns.address("other.example", InetAddress.getLoopbackAddress());
    web.createContext(WellKnown.PATH, exchange -> answer(exchange, 200, "3f2a9c1d"));
    assertThat(wellKnown.text("other.example")).isEmpty();
  }

  @Test
  @DisplayName("is never asked for at an address inside: no connection is made")
  void inside() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        WellKnown strict =
            new WellKnown(
                nameServer(), authorities, listening.getLocalPort(), PublicAddresses::contain)) {
      listening.setSoTimeout(500);
      assertThat(strict.text(HOST)).isEmpty();
      assertThatThrownBy(listening::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  @DisplayName("is not asked for where one of several addresses is inside")
  void mixed() throws Exception {
    InetAddress everybodys = InetAddress.ofLiteral("8.8.8.8");
    dns.address(HOST, InetAddress.getLoopbackAddress(), everybodys);
    web.createContext(WellKnown.PATH, exchange -> answer(exchange, 200, "3f2a9c1d"));
    assertThat(wellKnown.text(HOST)).isEmpty();
  }

  @Test
  @DisplayName("comes from the address that was looked at: the name is looked up once")
  void rebinding() {
    web.createContext(WellKnown.PATH, exchange -> answer(exchange, 200, "3f2a9c1d"));
    assertThat(wellKnown.text(HOST)).isPresent();
    assertThat(dns.askedForAddress(HOST)).isEqualTo(1);
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @DisplayName("ends after seconds when the host says nothing, or never ends")
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", "X-More: and more\r\n"})
  void endless(String line) throws Exception {
    try (ServerSocket listening = tlsSocket()) {
      Thread.ofVirtual().start(() -> sayForEver(listening, line));
      try (WellKnown other =
          new WellKnown(
              nameServer(),
              authorities,
              listening.getLocalPort(),
              InetAddress::isLoopbackAddress)) {
        Instant begun = Instant.now();
        assertThat(other.text(HOST)).isEmpty();
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(20));
      }
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @DisplayName("ends after seconds when the host never shakes hands")
  void handshake() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        WellKnown other =
            new WellKnown(
                nameServer(),
                authorities,
                listening.getLocalPort(),
                InetAddress::isLoopbackAddress)) {
      Instant begun = Instant.now();
      assertThat(other.text(HOST)).isEmpty();
      assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }
  }

  @ParameterizedTest
  @DisplayName("not at")
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.9",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "fc00::1",
        "fd12::1",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void reserved(String address) {
    assertThat(PublicAddresses.contain(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @DisplayName("but at")
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "100.128.0.1",
        "172.32.0.1",
        "192.1.0.1",
        "193.175.73.24",
        "198.20.0.1",
        "223.255.255.1",
        "2001:638::1",
        "2606:4700::1111",
        "2a00:1450::1"
      })
  void everybodys(String address) {
    assertThat(PublicAddresses.contain(InetAddress.ofLiteral(address))).isTrue();
  }

  private WellKnown allowing(Predicate<InetAddress> allowed) {
    return new WellKnown(nameServer(), authorities, web.getAddress().getPort(), allowed);
  }

  private NameServer nameServer() {
    return new NameServer(dns.address());
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private static ServerSocket tlsSocket() throws Exception {
    return tls()
        .getServerSocketFactory()
        .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  private static void sayForEver(ServerSocket listening, String line) {
    try (Socket caller = listening.accept()) {
      OutputStream out = caller.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
      while (true) {
        out.write(line.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        if (line.isEmpty()) {
          pause();
        }
      }
    } catch (IOException _) {
      // the caller has gone
    }
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Keys of the test's own for {@link #HOST}, trusted by the client of the test only. */
  private static synchronized SSLContext tls() throws Exception {
    Path file = folder.resolve("keys.p12");
    if (!Files.exists(file)) {
      String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
      Process made =
          new ProcessBuilder(
                  keytool,
                  "-genkeypair",
                  "-keyalg",
                  "EC",
                  "-alias",
                  "host",
                  "-dname",
                  "CN=" + HOST,
                  "-ext",
                  "san=dns:" + HOST,
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  file.toString(),
                  "-storepass",
                  new String(PASSWORD),
                  "-validity",
                  "2")
              .redirectErrorStream(true)
              .start();
      String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(made.waitFor()).as(said).isZero();
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("host", keys.getCertificate("host"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    authorities = SSLContext.getInstance("TLS");
    authorities.init(null, trust.getTrustManagers(), null);
    SSLContext server = SSLContext.getInstance("TLS");
    server.init(own.getKeyManagers(), null, null);
    return server;
  }
}
