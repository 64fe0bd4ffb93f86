package io.medseal.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.problems.ProblemType;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the service answered. */
public record Answer(HttpResponse<byte[]> response) {
  /** HTTP status. */
  public int status() {
    return response.statusCode();
  }

  /** The body. */
  public byte[] body() {
    return response.body();
  }

  /** The body as text. */
  public String text() {
    return new String(body(), StandardCharsets.UTF_8);
  }

  /** The body as JSON. */
  public JsonNode json() {
    return StrictJson.mapper().readTree(body());
  }

  /** The body as one of the records of the protocol. */
  public <T> T as(Class<T> type) {
    assertThat(status()).as(text()).isBetween(200, 299);
    return StrictJson.mapper().readValue(body(), type);
  }

  /** A header's first value. */
  public Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  /** Checks that it went well. */
  public Answer good() {
    assertThat(status()).as(text()).isBetween(200, 299);
    return this;
  }

  /** Checks that it is exactly this problem, as the registry has it. */
  public Answer problem(ProblemType type) {
    assertThat(status()).as(text()).isEqualTo(type.status());
    assertThat(header("Content-Type")).contains("application/problem+json");
    assertThat(json().get("type").stringValue()).isEqualTo(type.type());
    assertThat(json().get("title").stringValue()).isEqualTo(type.title());
    assertThat(json().get("status").intValue()).isEqualTo(type.status());
    return this;
  }

  /** Checks that a statement was refused for that reason. */
  public Answer refused(String reason) {
    problem(ProblemType.STATEMENT_REFUSED);
    assertThat(json().get("reason").stringValue()).isEqualTo(reason);
    return this;
  }
}
