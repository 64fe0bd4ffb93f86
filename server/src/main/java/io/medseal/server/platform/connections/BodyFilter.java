package io.medseal.server.platform.connections;

import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.http.ProblemException;
import io.medseal.server.platform.start.DataDirectory;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Receives bodies of JSON before they are parsed, and lets no more of them be parsed at the same
 * time than there is memory for: parsed, a body takes several times its length.
 */
@Component
@Order(BodyFilter.ORDER)
class BodyFilter extends OncePerRequestFilter {
  /** After {@code BodyLimits}, which bounds what is received here. */
  static final int ORDER = 20;

  private static final int UNIT = 1_024;
  private static final int SHARE_OF_MEMORY = 16;
  private static final int PATIENCE_SECONDS = 30;

  private final DataDirectory data;
  private final int units =
      Math.toIntExact(
          Math.min(Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY / UNIT, Integer.MAX_VALUE));
  private final Semaphore free = new Semaphore(units, true);

  BodyFilter(DataDirectory data) {
    this.data = data;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean none =
        request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
    if (none || MediaType.APPLICATION_OCTET_STREAM_VALUE.equals(request.getContentType())) {
      chain.doFilter(request, response);
      return;
    }
    try (BodyBuffer body = BodyBuffer.receive(request.getInputStream(), data.temporary())) {
      int taken = take(body.length());
      try {
        chain.doFilter(new Received(request, body.stream()), response);
      } finally {
        free.release(taken);
      }
    }
  }

  private int take(long length) {
    int wanted = length <= BodyBuffer.IN_MEMORY ? 0 : (int) Math.min(units, length / UNIT);
    try {
      if (!free.tryAcquire(wanted, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw ProblemException.of(ProblemType.UNAVAILABLE);
      }
      return wanted;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw ProblemException.of(ProblemType.UNAVAILABLE);
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
