package io.medseal.server.platform.http;

import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.problems.Problem;
import io.medseal.protocol.problems.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Answers a problem from outside of any endpoint. */
@Component
public class ProblemWriter {
  /** Writes the whole answer. */
  public void write(HttpServletResponse response, ProblemType type) throws IOException {
    Problem problem = ProblemException.of(type).problem();
    Answered.with(problem);
    response.setStatus(problem.status());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    if (problem.retryAfterSeconds() != null) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(problem.retryAfterSeconds()));
    }
    response.getOutputStream().write(StrictJson.mapper().writeValueAsBytes(problem));
  }
}
