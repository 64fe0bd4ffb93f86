package io.medseal.server.platform.http;

import io.medseal.protocol.problems.Problem;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.faults.Fault;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The answer to what is refused before it reaches an endpoint: an address that no honest client
 * writes, a failing filter. Asked for by name it is not there.
 */
@RestController
class ErrorPage implements ErrorController {

  @RequestMapping("/error")
  ResponseEntity<Problem> error(HttpServletRequest request) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    ProblemType type = type(status instanceof Integer number ? number : 404);
    Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    return ProblemAdvice.answer(
        type == ProblemType.INTERNAL && failure instanceof Throwable e
            ? Fault.behind(e).map(ProblemAdvice::type).orElse(type)
            : type);
  }

  static ProblemType type(int status) {
    return switch (status) {
      case 401 -> ProblemType.UNAUTHENTICATED;
      case 403 -> ProblemType.DENIED;
      case 404 -> ProblemType.NOT_FOUND;
      case 405 -> ProblemType.METHOD_NOT_ALLOWED;
      case 413 -> ProblemType.TOO_LARGE;
      case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
      case 503 -> ProblemType.UNAVAILABLE;
      default -> status < 500 ? ProblemType.MALFORMED : ProblemType.INTERNAL;
    };
  }
}
