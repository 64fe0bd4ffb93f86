package io.medseal.server.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;

/** Which bodies are read as they come, by what bounds them itself. */
public final class Streamed {
  private Streamed() {}

  /** Whether the request brings a part of a report's body: the only thing that is not small. */
  public static boolean isPart(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith("/api/v1/reports/")
        && path.contains("/parts/")
        && MediaType.APPLICATION_OCTET_STREAM_VALUE.equals(request.getContentType());
  }
}
