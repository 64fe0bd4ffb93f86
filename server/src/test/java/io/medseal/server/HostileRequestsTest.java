package io.medseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.reports.ReportSizes;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Caller;
import io.medseal.server.testing.Hospital;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.TestReport;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

  private static Answer post(Caller caller, String path, String body) {
    return caller.post(path, body.getBytes(StandardCharsets.UTF_8));
  }
}
