package io.medseal.server.platform.http;

import io.medseal.protocol.problems.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests with control characters in a header, whoever would read it later: the
 * framework's own check comes only then, in the middle of the work.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class PlainHeaders extends OncePerRequestFilter {
  private final ProblemWriter problems;

  PlainHeaders(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    for (String name : Collections.list(request.getHeaderNames())) {
      boolean plain =
          isPlain(name)
              && Collections.list(request.getHeaders(name)).stream()
                  .allMatch(PlainHeaders::isPlain);
      if (!plain) {
        problems.write(response, ProblemType.MALFORMED);
        return;
      }
    }
    chain.doFilter(request, response);
  }

  private static boolean isPlain(String text) {
    return text.chars().noneMatch(c -> c != '\t' && Character.isISOControl(c));
  }
}
