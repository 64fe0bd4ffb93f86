package io.medseal.server.testing;

import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.reports.Reports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Speaks HTTP with the service.
 *
 * @param token of a session, null for nobody's
 */
public record Caller(URI service, @Nullable String token) {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Somebody without a session. */
  public static Caller anonymous(URI service) {
    return new Caller(service, null);
  }

  /** The same, with that session. */
  public Caller with(@Nullable String other) {
    return new Caller(service, other);
  }

  /** The same session, where the service answers now. */
  public Caller at(URI other) {
    return new Caller(other, token);
  }

  public Answer get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  public Answer head(String path) {
    return send(request(path).HEAD());
  }

  public Answer delete(String path) {
    return send(request(path).DELETE());
  }

  /** Posts one of the records of the protocol. */
  public Answer post(String path, Object body) {
    return post(path, StrictJson.mapper().writeValueAsBytes(body));
  }

  /** Posts what is, or should be, JSON. */
  public Answer post(String path, byte[] json) {
    return send(
        request(path, "Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json)));
  }

  /** Puts one of the records of the protocol. */
  public Answer put(String path, Object body) {
    return send(
        request(path, "Content-Type", "application/json")
            .PUT(
                HttpRequest.BodyPublishers.ofByteArray(
                    StrictJson.mapper().writeValueAsBytes(body))));
  }

  /** Puts one of the records of the protocol in the place of what has that tag. */
  public Answer putIf(String path, String tag, Object body) {
    return send(
        request(path, "Content-Type", "application/json", "If-Match", tag)
            .PUT(
                HttpRequest.BodyPublishers.ofByteArray(
                    StrictJson.mapper().writeValueAsBytes(body))));
  }

  /** Puts a part, announcing {@code hash}. */
  public Answer putPart(String path, byte[] part, Sha256 hash) {
    return send(
        request(path, "Content-Type", "application/octet-stream", Reports.PART_HASH, hash.hex())
            .PUT(HttpRequest.BodyPublishers.ofByteArray(part)));
  }

  /** Puts bytes. */
  public Answer putOctets(String path, byte[] bytes) {
    return send(
        request(path, "Content-Type", "application/octet-stream")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));
  }

  /** Begins a request to a path under the service's root. */
  public HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.resolve(path)).timeout(Duration.ofSeconds(60));
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  /** Sends a request and waits for the answer. */
  public Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
