package io.medseal.server.platform.connections;

import io.medseal.server.platform.http.Streamed;
import io.medseal.server.platform.memory.MemoryShare;
import io.medseal.server.platform.start.DataDirectory;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Receives bodies before they are read, all but parts of reports, and lets no more of them be
 * worked on at the same time than there is memory for. From the beginning of the answer on, which
 * somebody may take slowly, a body holds nothing.
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
    if (!Streamed.hasBody(request) || Streamed.isPart(request)) {
      chain.doFilter(request, response);
      return;
    }
    try (BodyBuffer body = BodyBuffer.receive(request.getInputStream(), data.temporary())) {
      try (MemoryShare.Held held = memory.take(body.length())) {
        chain.doFilter(new Received(request, body.stream()), new Answering(response, held));
      }
    }
  }

  private static final class Answering extends HttpServletResponseWrapper {
    private final MemoryShare.Held held;

    private Answering(HttpServletResponse response, MemoryShare.Held held) {
      super(response);
      this.held = held;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      held.close();
      return super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
      held.close();
      return super.getWriter();
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
