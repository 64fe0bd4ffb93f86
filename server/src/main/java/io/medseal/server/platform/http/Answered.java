package io.medseal.server.platform.http;

import io.medseal.protocol.problems.Problem;
import jakarta.servlet.ServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Which problem a request was answered with, for its line in the log. */
public final class Answered {
  /** The request attribute with the problem's code. */
  public static final String ATTRIBUTE = Answered.class.getName();

  private static final String BROKEN_OFF = ATTRIBUTE + ".brokenOff";

  private Answered() {}

  /** Notes it for the request that this thread answers. */
  static void with(Problem problem) {
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes known) {
      with(known.getRequest(), problem);
    }
  }

  /** Notes that an answer was begun and can't be ended. */
  static void brokenOff(ServletRequest request) {
    request.setAttribute(BROKEN_OFF, true);
  }

  /** Whether what was written is no whole answer, so that the connection has to end. */
  public static boolean isBrokenOff(ServletRequest request) {
    return request.getAttribute(BROKEN_OFF) != null;
  }

  static void with(ServletRequest request, Problem problem) {
    String code = problem.type().substring(problem.type().lastIndexOf(':') + 1);
    String reason = problem.reason();
    request.setAttribute(ATTRIBUTE, reason == null ? code : code + "/" + reason);
  }
}
