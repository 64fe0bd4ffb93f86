package io.medseal.testkit.proxy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a service answered. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Answer(
    int status, @Nullable String contentType, Map<String, String> headers, byte[] body) {

  /** The same answer with another body. */
  public Answer withBody(byte[] other) {
    return new Answer(status, contentType, headers, other);
  }

  /** The same answer with another body. */
  public Answer withBody(String other) {
    return withBody(other.getBytes(StandardCharsets.UTF_8));
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
