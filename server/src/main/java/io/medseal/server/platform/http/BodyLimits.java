package io.medseal.server.platform.http;

import io.medseal.ledger.reports.ReportSizes;
import io.medseal.protocol.problems.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * How long a request's body may be (spec/http-api.md, "Limits"). Parts have lengths of their own.
 */
@Component
@Order(10)
class BodyLimits extends OncePerRequestFilter {
  private static final long COMPLETING = 2L * 1024 * 1024;
  private static final long STATEMENTS = 8L * 1024 * 1024;
  private static final long ACCOUNT = 2L * 1024 * 1024;
  private static final long ELSEWHERE = 256L * 1024;

  /** Of all other methods a body means nothing (RFC 9110 section 9.3). */
  private static final Set<String> TAKE_BODIES = Set.of("POST", "PUT", "PATCH");

  private final ProblemWriter problems;

  BodyLimits(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (Streamed.isPart(request)) {
      chain.doFilter(request, response);
      return;
    }
    String type = request.getContentType();
    if (type != null && type.indexOf('*') >= 0) {
      problems.write(response, ProblemType.UNSUPPORTED_MEDIA_TYPE);
      return;
    }
    if (Streamed.hasBody(request) && !TAKE_BODIES.contains(request.getMethod())) {
      problems.write(response, ProblemType.MALFORMED);
      return;
    }
    long most = most(request.getRequestURI());
    if (request.getContentLengthLong() > most) {
      problems.write(response, ProblemType.TOO_LARGE);
      return;
    }
    chain.doFilter(new Limited(request, most), response);
  }

  private static long most(String path) {
    if (path.startsWith("/api/v1/reports/") && path.endsWith("/complete")) {
      return COMPLETING;
    }
    if (path.startsWith("/api/v1/reports/") && path.endsWith("/contents")) {
      return ReportSizes.CONTENTS;
    }
    if (path.equals("/api/v1/account/decisions") || path.equals("/api/v1/account/slots")) {
      return ACCOUNT;
    }
    return path.equals("/api/v1/statements") || path.equals("/api/v1/statements/returned")
        ? STATEMENTS
        : ELSEWHERE;
  }

  /** For bodies that come without their length. */
  private static final class Limited extends HttpServletRequestWrapper {
    private final long most;
    private ServletInputStream stream;

    private Limited(HttpServletRequest request, long most) {
      super(request);
      this.most = most;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (stream == null) {
        stream = new LimitedStream(super.getInputStream(), most);
      }
      return stream;
    }
  }

  private static final class LimitedStream extends ServletInputStream {
    private final ServletInputStream in;
    private long left;

    private LimitedStream(ServletInputStream in, long most) {
      this.in = in;
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw ProblemException.of(ProblemType.TOO_LARGE);
      }
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }
}
