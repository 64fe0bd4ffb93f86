package io.medseal.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.medseal.client.problems.ConnectionException;
import io.medseal.protocol.keyrings.Statements;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An answer that is compressed")
class CompressedAnswersTest {
  private HttpServer server;
  private byte[] answer = new byte[0];

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          assertThat(exchange.getRequestHeaders().getFirst("Accept-Encoding")).isEqualTo("gzip");
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Statements.Chains ask() {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (Connection connection =
        new Connection(
            ServiceAddress.of(uri), Optional::empty, Patience.NORMAL, Clock.systemUTC())) {
      return connection.post(
          "/statements/query",
          new Statements.Query(List.of(), false, List.of()),
          Statements.Chains.class,
          Connection.Repeat.NEVER);
    }
  }

  @Test
  @DisplayName("is unpacked")
  void unpacked() throws IOException {
    answer = zipped(0, "{\"chains\":[],\"signatures\":[]}");
    assertThat(ask()).isEqualTo(new Statements.Chains(List.of(), List.of()));
  }

  @Test
  @DisplayName("is refused when it unpacks to more than is taken at once")
  void bomb() throws IOException {
    answer = zipped(200, "{\"chains\":[],\"signatures\":[]}");
    assertThat(answer).hasSizeLessThan(1024 * 1024);
    assertThatExceptionOfType(ConnectionException.TooLong.class).isThrownBy(this::ask);
  }

  @Test
  @DisplayName("is refused when it is damaged, or not compressed at all")
  void damaged() throws IOException {
    byte[] good = zipped(0, "{\"chains\":[],\"signatures\":[]}");
    for (byte[] bad :
        List.of(
            Arrays.copyOf(good, good.length - 9),
            Arrays.copyOfRange(good, 1, good.length),
            "{\"chains\":[],\"signatures\":[]}".getBytes(StandardCharsets.UTF_8))) {
      answer = bad;
      assertThatExceptionOfType(ConnectionException.BadAnswer.class).isThrownBy(this::ask);
    }
  }

  private static byte[] zipped(int mebibytesOfSpaces, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] spaces = new byte[1024 * 1024];
    Arrays.fill(spaces, (byte) ' ');
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < mebibytesOfSpaces; i++) {
        out.write(spaces);
      }
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
