package io.medseal.server.platform.http;

import io.medseal.protocol.problems.Problem;
import jakarta.servlet.ServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Which problem a request was answered with, for its line in the log. */
public final class Answered {
  /** The request attribute with the problem's code. */
  public static final String ATTRIBUTE = Answered.class.getName();

  private Answered() {}

  /** Notes it for the request that this thread answers. */
  static void with(Problem problem) {
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes known) {
      with(known.getRequest(), problem);
    }
  }

  static void with(ServletRequest request, Problem problem) {
    String code = problem.type().substring(problem.type().lastIndexOf(':') + 1);
    String reason = problem.reason();
    request.setAttribute(ATTRIBUTE, reason == null ? code : code + "/" + reason);
  }
}
