package io.medseal.server.platform.connections;

import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.auth.Places;
import io.medseal.server.platform.http.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** How many requests of one account are answered at the same time; more wait a little. */
@Component
@Order(AccountGate.ORDER)
class AccountGate extends OncePerRequestFilter {
  /** After whose request it is is known, before its body is read. */
  static final int ORDER = 0;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Places parts = new Places(32);
  private final Places bodies = new Places(64);
  private final Places statements = new Places(4);
  private final Places others = new Places(32);
  private final ProblemWriter problems;

  AccountGate(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Caller> caller = Caller.current();
    if (caller.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Places.Place> place = places(request).take(caller.get().account(), PATIENCE);
    if (place.isEmpty()) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "1");
      problems.write(response, ProblemType.TOO_MANY_REQUESTS);
      return;
    }
    try (Places.Place _ = place.get()) {
      chain.doFilter(request, response);
    }
  }

  private Places places(HttpServletRequest request) {
    String path = request.getRequestURI();
    if (path.startsWith("/api/v1/statements")) {
      return statements;
    }
    if (path.startsWith("/api/v1/reports/") && path.contains("/parts/")) {
      return parts;
    }
    return path.endsWith("/body") ? bodies : others;
  }
}
