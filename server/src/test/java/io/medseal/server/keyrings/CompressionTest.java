package io.medseal.server.keyrings;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.TestService;
import io.medseal.server.testing.Person;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is compressed")
class CompressionTest {
  @Test
  @DisplayName(
      "are chains and lists of reports, for who accepts it, and nothing that may hold a secret")
  void theseAlone() throws Exception {
    try (TestService service = TestService.fresh();
        HttpClient http = HttpClient.newHttpClient()) {
      Person person = service.person("person");
      Statements.Query query =
          new Statements.Query(
              List.of(new Statements.ChainQuery(person.ring().id(), -1)), false, List.of());
      HttpRequest.Builder chains =
          HttpRequest.newBuilder(person.call().service().resolve("/api/v1/statements/query"))
              .header("Authorization", "Bearer " + person.call().token())
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofByteArray(
                      StrictJson.mapper().writeValueAsBytes(query)));
      HttpResponse<byte[]> plain =
          http.send(chains.build(), HttpResponse.BodyHandlers.ofByteArray());
      HttpResponse<byte[]> packed =
          http.send(
              chains.header("Accept-Encoding", "gzip").build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
      assertThat(plain.headers().firstValue("Content-Type")).contains(Statements.CHAINS_TYPE);
      assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
      assertThat(packed.body().length).isLessThan(plain.body().length * 4 / 5);
      try (GZIPInputStream unpacked =
          new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
        assertThat(unpacked.readAllBytes()).isEqualTo(plain.body());
      }

      HttpResponse<byte[]> list =
          http.send(
              HttpRequest.newBuilder(person.call().service().resolve("/api/v1/reports"))
                  .header("Authorization", "Bearer " + person.call().token())
                  .header("Accept-Encoding", "gzip")
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(list.headers().firstValue("Content-Type")).contains(Reports.LIST_TYPE);

      HttpResponse<byte[]> account =
          http.send(
              HttpRequest.newBuilder(person.call().service().resolve("/api/v1/account"))
                  .header("Authorization", "Bearer " + person.call().token())
                  .header("Accept-Encoding", "gzip")
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(account.statusCode()).isEqualTo(200);
      assertThat(account.headers().firstValue("Content-Encoding")).isEmpty();
    }
  }
}
