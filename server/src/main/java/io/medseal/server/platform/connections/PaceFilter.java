package io.medseal.server.platform.connections;

import io.medseal.server.platform.http.Answered;
import io.medseal.server.platform.http.ProblemException;
import io.medseal.server.platform.http.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request streams that keep a least pace, whoever it comes from. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PaceFilter extends OncePerRequestFilter {
  /** As much of a refused body is read as a part can have, so that the caller sees the answer. */
  private static final long MOST_SWALLOWED = 9L * 1024 * 1024;

  private final ProblemWriter problems;

  PaceFilter(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    PacedRequest paced = new PacedRequest(request);
    PacedResponse answer = new PacedResponse(response);
    try {
      chain.doFilter(paced, answer);
      if (Answered.isBrokenOff(request)) {
        throw new IOException("an answer broke off");
      }
      paced.swallow(response);
    } catch (ProblemException e) {
      if (response.isCommitted()) {
        // An answer that was begun cannot be taken back: the connection ends instead.
        throw new IOException(e);
      }
      problems.write(response, e.type());
    }
  }

  private static final class PacedRequest extends HttpServletRequestWrapper {
    private ServletInputStream stream;

    private PacedRequest(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (stream == null) {
        stream = new PacedStreams.In(super.getInputStream());
      }
      return stream;
    }

    /** Reads what nobody wanted, at the same pace: Tomcat would do so at any. */
    private void swallow(HttpServletResponse response) throws IOException {
      long length = getContentLengthLong();
      boolean chunked = getHeader("Transfer-Encoding") != null;
      if ((length <= 0 && !chunked) || length > MOST_SWALLOWED || getInputStream().isFinished()) {
        return;
      }
      response.flushBuffer(); // whoever sends on reads the answer meanwhile
      byte[] waste = new byte[8 * 1024];
      long left = MOST_SWALLOWED;
      int read = 0;
      while (read >= 0 && left > 0) {
        read = getInputStream().read(waste);
        left -= read;
      }
    }
  }

  private static final class PacedResponse extends HttpServletResponseWrapper {
    private ServletOutputStream stream;

    private PacedResponse(HttpServletResponse response) {
      super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      if (stream == null) {
        stream = new PacedStreams.Out(super.getOutputStream());
      }
      return stream;
    }
  }
}
