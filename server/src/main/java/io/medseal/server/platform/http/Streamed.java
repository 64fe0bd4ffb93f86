package io.medseal.server.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;

/** Which requests have bodies, and which of these are read as they come, by what bounds them. */
public final class Streamed {
  private Streamed() {}

  /** Whether a request comes with a body, however short. */
  public static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  /** Whether the request brings a part of a report's body: the only thing that is not small. */
  public static boolean isPart(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith("/api/v1/reports/")
        && path.contains("/parts/")
        && MediaType.APPLICATION_OCTET_STREAM_VALUE.equals(request.getContentType());
  }
}
