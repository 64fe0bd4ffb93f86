package io.medseal.server.accounts;

import io.medseal.server.platform.origins.Origin;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Where a request about an account comes from.
 *
 * @param program the calling program's name for itself, cut
 */
record From(Origin origin, String program) {
  private static final int MOST = 200;

  static From of(HttpServletRequest request) {
    String agent = request.getHeader("User-Agent");
    String shown = agent == null ? "" : agent.replaceAll("[\\p{Cntrl}\\p{Cf}]", " ");
    return new From(Origin.of(request), shown.length() > MOST ? shown.substring(0, MOST) : shown);
  }
}
