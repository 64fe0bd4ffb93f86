package io.medseal.server.platform.auth;

import java.util.List;
import org.springframework.http.HttpMethod;

/** The only addresses that need no session. */
public final class OpenPaths {
  /** A method and a path under the service's root. */
  public record Open(HttpMethod method, String path) {}

  /** All of them. */
  public static final List<Open> ALL =
      List.of(
          new Open(HttpMethod.GET, "/api/v1/service"),
          new Open(HttpMethod.POST, "/api/v1/accounts"),
          new Open(HttpMethod.POST, "/api/v1/sessions/parameters"),
          new Open(HttpMethod.POST, "/api/v1/sessions"),
          new Open(HttpMethod.GET, "/actuator/health"),
          new Open(HttpMethod.GET, "/actuator/health/liveness"),
          new Open(HttpMethod.GET, "/actuator/health/readiness"),
          new Open(HttpMethod.GET, "/actuator/health/writing"));

  private OpenPaths() {}
}
