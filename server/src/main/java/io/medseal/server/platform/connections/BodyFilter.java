package io.medseal.server.platform.connections;

import io.medseal.server.platform.http.Streamed;
import io.medseal.server.platform.memory.MemoryShare;
import io.medseal.server.platform.start.DataDirectory;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Receives bodies before they are read, all but parts of reports, and lets no more of them be read
 * at the same time than there is memory for.
 */
@Component
@Order(BodyFilter.ORDER)
class BodyFilter extends OncePerRequestFilter {
  /** After {@code BodyLimits}, which bounds what is received here. */
  static final int ORDER = 20;

  private final DataDirectory data;
  private final MemoryShare memory;

  BodyFilter(DataDirectory data, MemoryShare memory) {
    this.data = data;
    this.memory = memory;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean none =
        request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
    if (none || Streamed.isPart(request)) {
      chain.doFilter(request, response);
      return;
    }
    try (BodyBuffer body = BodyBuffer.receive(request.getInputStream(), data.temporary())) {
      try (MemoryShare.Held _ = memory.take(body.length())) {
        chain.doFilter(new Received(request, body.stream()), response);
      }
    }
  }

  private static final class Received extends HttpServletRequestWrapper {
    private final ServletInputStream stream;

    private Received(HttpServletRequest request, ServletInputStream stream) {
      super(request);
      this.stream = stream;
    }

    @Override
    public ServletInputStream getInputStream() {
      return stream;
    }
  }
}
