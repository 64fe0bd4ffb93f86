package io.medseal.server.platform.telemetry;

import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.http.Answered;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.web.servlet.HandlerMapping;

/**
 * One line for each request: its id, method, the template of its path, status, the problem's code
 * where it was refused, milliseconds, bytes. Neither the path itself nor the address nor anything
 * from a header: they would tell who asked for what.
 *
 * <p>In Tomcat itself, not in a servlet filter, so that requests which never reach a servlet and
 * bytes that the kernel sends are seen too.
 */
final class RequestLog extends ValveBase implements AccessLog {
  /** The header that names a request in answers, as in the log. */
  static final String ID_HEADER = "X-Request-Id";

  private static final Logger LOG = LoggerFactory.getLogger("io.medseal.server.requests");
  private static final String ID = "request";
  private static final String SENDFILE_START = "org.apache.tomcat.sendfile.start";
  private static final String SENDFILE_END = "org.apache.tomcat.sendfile.end";

  private final SecureRandom random = new SecureRandom();
  private final List<FinishedRequest.Listener> listeners;

  RequestLog(List<FinishedRequest.Listener> listeners) {
    super(true);
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    request.setAttribute(ID, id);
    response.setHeader(ID_HEADER, id);
    MDC.put(ID, id);
    try {
      getNext().invoke(request, response);
    } finally {
      MDC.remove(ID);
    }
  }

  @Override
  public void log(Request request, Response response, long nanos) {
    long in = request.getCoyoteRequest() == null ? 0 : request.getCoyoteRequest().getBytesRead();
    long out = sent(request, response);
    Object template = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    Object problem = request.getAttribute(Answered.ATTRIBUTE);
    LOG.atInfo()
        .addKeyValue(ID, String.valueOf(request.getAttribute(ID)))
        .addKeyValue("method", known(request.getMethod()))
        .addKeyValue("route", template == null ? "-" : template.toString())
        .addKeyValue("status", response.getStatus())
        .addKeyValue("problem", problem == null ? "-" : problem.toString())
        .addKeyValue("millis", nanos / 1_000_000)
        .addKeyValue("in", in)
        .addKeyValue("out", out)
        .log("answered");
    Object caller = request.getAttribute(Caller.ATTRIBUTE);
    FinishedRequest finished =
        new FinishedRequest(
            caller instanceof Caller known ? known.account() : null, response.getStatus(), in, out);
    listeners.forEach(listener -> listener.finished(finished));
  }

  private static long sent(Request request, Response response) {
    if (request.getAttribute(SENDFILE_END) instanceof Long end
        && request.getAttribute(SENDFILE_START) instanceof Long start) {
      return end - start;
    }
    return Math.max(0, response.getBytesWritten(false));
  }

  /** Methods are the caller's words; those that mean nothing to us are not repeated. */
  private static String known(String method) {
    return switch (method) {
      case "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE" -> method;
      case null, default -> "other";
    };
  }

  @Override
  public void setRequestAttributesEnabled(boolean enabled) {
    // Addresses are never logged, so neither are those that a proxy forwards.
  }

  @Override
  public boolean getRequestAttributesEnabled() {
    return false;
  }
}
