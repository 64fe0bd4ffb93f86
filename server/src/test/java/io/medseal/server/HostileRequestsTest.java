package io.medseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.reports.ReportSizes;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Caller;
import io.medseal.server.testing.Hospital;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.TestReport;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Requests that no client of ours sends")
class HostileRequestsTest {
  private final TestService service = TestService.shared();
  private final Person person = service.person("hostile");

  @Test
  @DisplayName("a body that lacks something is malformed, whatever it lacks, and never our fault")
  void missing() {
    for (String body :
        List.of(
            "{}",
            "null",
            "[]",
            "{\"email\":\"a@b.example\"}",
            "{\"email\":null,\"statements\":null,\"slots\":null}",
            "{\"email\":\"a@b.example\",\"statements\":[],\"slots\":null}",
            "{\"email\":\"a@b.example\",\"statements\":[],\"slots\":[null]}",
            "{\"email\":\"a@b.example\",\"statements\":[null],\"slots\":[]}")) {
      post(service.anonymous(), "/api/v1/accounts", body).problem(ProblemType.MALFORMED);
      for (String path :
          List.of(
              "/api/v1/sessions",
              "/api/v1/sessions/parameters",
              "/api/v1/statements",
              "/api/v1/statements/query",
              "/api/v1/directory/query",
              "/api/v1/institutes/query",
              "/api/v1/reports")) {
        assertThat(post(person.call(), path, body).status()).as(path + body).isLessThan(500);
      }
      for (String path : List.of("/api/v1/account/slots", "/api/v1/account/decisions")) {
        Answer answer =
            person
                .call()
                .send(
                    person
                        .call()
                        .request(path, "Content-Type", "application/json", "If-Match", "\"0\"")
                        .PUT(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.status()).as(path + body).isLessThan(500);
      }
    }
  }

  @Test
  @DisplayName("a media type with a wildcard is none")
  void wildcards() {
    for (String type : List.of("*/*", "application/*", "application/*+json")) {
      service
          .anonymous()
          .send(
              service
                  .anonymous()
                  .request("/api/v1/sessions/parameters", "Content-Type", type)
                  .POST(HttpRequest.BodyPublishers.ofString("{\"email\":\"a@b.example\"}")))
          .problem(ProblemType.UNSUPPORTED_MEDIA_TYPE);
    }
  }

  @Test
  @DisplayName("an address has one spelling")
  void spellings() {
    for (String path :
        List.of(
            "/api/v1/%73tatements/query",
            "/api/v1/keyrings%3Fa",
            "/%61pi/v1/keyrings",
            "/api/v1/reports/" + "0".repeat(32) + "/bod%79")) {
      person.call().get(path).problem(ProblemType.MALFORMED);
    }
  }

  @Test
  @DisplayName("contents that are longer than contents may be are refused before they are kept")
  void longContents() {
    Hospital hospital = Hospital.open(service);
    TestReport report = TestReport.of(hospital.section(), 1_000);
    report.announce(hospital.clerk()).good();
    byte[] tooLong = new byte[ReportSizes.CONTENTS + 1];
    hospital
        .clerk()
        .call()
        .putOctets(report.path() + "/contents", tooLong)
        .problem(ProblemType.TOO_LARGE);
  }

  @Test
  @DisplayName("what is no request is answered with a problem or nothing, and never with a page")
  void noRequest() throws IOException {
    String host = "Host: localhost\r\n";
    for (String request :
        List.of(
            "GET /api/v1/%00 HTTP/1.1\r\n" + host,
            "GET /%zz HTTP/1.1\r\n" + host,
            "GET /%2e%2e/%2e%2e/etc HTTP/1.1\r\n" + host,
            "GET /../../etc HTTP/1.1\r\n" + host,
            "GET /a%2fb HTTP/1.1\r\n" + host,
            "GET /a\\b HTTP/1.1\r\n" + host,
            "GET /a%5cb HTTP/1.1\r\n" + host,
            "GET /a;b=c HTTP/1.1\r\n" + host,
            "GET /<script> HTTP/1.1\r\n" + host,
            "GET /a|b HTTP/1.1\r\n" + host,
            "GET /\u00e9 HTTP/1.1\r\n" + host,
            "GET / HTTP/9.9\r\n" + host,
            "GET / NONSENSE\r\n" + host,
            "G@T / HTTP/1.1\r\n" + host,
            "GET http://[::1 HTTP/1.1\r\n" + host,
            "GET / HTTP/1.1\r\n",
            "GET / HTTP/1.1\r\n" + host + host,
            "GET / HTTP/1.1\r\nHost: a b\r\n",
            "GET / HTTP/1.1\r\nHost: <script>\r\n",
            "GET / HTTP/1.1\r\n" + host + "X: " + "x".repeat(20_000) + "\r\n",
            "GET / HTTP/1.1\r\n" + host + "no colon\r\n",
            "GET / HTTP/1.1\r\n" + host + "Bad Name: x\r\n",
            "GET / HTTP/1.1\r\n" + host + "X: a\u0000b\r\n",
            "POST / HTTP/1.1\r\n" + host + "Content-Length: x\r\n",
            "POST / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n",
            "POST / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n",
            "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: nonsense\r\n",
            "TRACE / HTTP/1.1\r\n" + host,
            "CONNECT a:1 HTTP/1.1\r\n" + host)) {
      String answer = raw(request + "Connection: close\r\n\r\n");
      String[] parts = answer.split("\r\n\r\n", 2);
      assertThat(parts[0])
          .as(request)
          .matches("(?s)HTTP/1\\.1 [45]\\d\\d .*|HTTP/1\\.1 [45]\\d\\d");
      assertThat(answer.toLowerCase(Locale.ROOT))
          .as(request)
          .doesNotContain("<html", "tomcat", "exception", "script>", "\tat ");
      if (parts.length > 1 && !parts[1].isEmpty()) {
        assertThat(parts[0]).as(request).contains("application/problem+json");
        assertThat(parts[1]).as(request).contains("\"type\":");
      }
    }
  }

  @Test
  @DisplayName("control characters in any header are malformed, and not our fault")
  void headers() throws IOException {
    for (String header :
        List.of(
            "Accept",
            "Authorization",
            "Content-Type",
            "If-Match",
            "If-None-Match",
            "Part-Hash",
            "Range",
            "User-Agent",
            "X-Forwarded-For",
            "X-Unknown")) {
      for (String path : List.of("/", "/api/v1/service", "/api/v1/sessions")) {
        String answer =
            raw(
                (path.endsWith("sessions") ? "POST " : "GET ")
                    + path
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + header
                    + ": x\u00e2\u0080\u00ae\r\n\r\n");
        assertThat(answer).as(header + path).startsWith("HTTP/1.1 400").contains("malformed");
      }
    }
  }

  @Test
  @DisplayName("a body where none belongs is malformed, before it is received")
  void bodies() {
    Hospital hospital = Hospital.open(service);
    TestReport report = TestReport.of(hospital.section(), 1_000).upload(hospital.clerk());
    for (String path :
        List.of("/", "/api/v1/service", "/api/v1/reports", report.path() + "/contents")) {
      for (String method : List.of("GET", "HEAD", "DELETE")) {
        HttpRequest.Builder request =
            hospital
                .clerk()
                .call()
                .request(path)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(new byte[100_000]));
        assertThat(hospital.clerk().call().send(request).status()).as(method + path).isEqualTo(400);
      }
    }
    hospital.clerk().call().get(report.path() + "/contents").good();
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(service.uri().getHost(), service.uri().getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static Answer post(Caller caller, String path, String body) {
    return caller.post(path, body.getBytes(StandardCharsets.UTF_8));
  }
}
