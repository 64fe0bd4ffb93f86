package io.medseal.server.platform.connections;

import io.medseal.server.platform.faults.Fault;
import io.medseal.server.platform.http.Streamed;
import io.medseal.server.platform.memory.MemoryShare;
import io.medseal.server.platform.reserve.Reserve;
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
import java.util.Optional;
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
  private final Reserve reserve;

  BodyFilter(DataDirectory data, MemoryShare memory, Reserve reserve) {
    this.data = data;
    this.memory = memory;
    this.reserve = reserve;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!Streamed.hasBody(request) || Streamed.isPart(request)) {
      chain.doFilter(request, response);
      return;
    }
    if (reserve.isLow()) {
      withoutFile(request, response, chain);
      return;
    }
    try (BodyBuffer body = received(request)) {
      try (MemoryShare.Held held = memory.take(body.length())) {
        chain.doFilter(new Received(request, body.stream()), new Answering(response, held));
      }
    }
  }

  private BodyBuffer received(HttpServletRequest request) throws IOException {
    try {
      return BodyBuffer.receive(request.getInputStream(), data.temporary());
    } catch (IOException e) {
      if (Fault.behind(e).equals(Optional.of(Fault.STORAGE_FULL))) {
        reserve.release(); // from now on without files
      }
      throw e;
    }
  }

  /** While the storage is full: what is received takes nothing of the reserve, and is short. */
  private void withoutFile(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    byte[] beginning = request.getInputStream().readNBytes(MemoryShare.SMALL);
    int most = beginning.length < MemoryShare.SMALL ? 0 : MemoryShare.LONG;
    try (MemoryShare.Held held = memory.take(most);
        BodyBuffer body = BodyBuffer.receive(beginning, request.getInputStream(), most)) {
      chain.doFilter(new Received(request, body.stream()), new Answering(response, held));
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
