package io.medseal.server.platform.http;

import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.problems.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Answers a problem from outside of any endpoint. */
@Component
public class ProblemWriter {
  /** Writes the whole answer. */
  public void write(HttpServletResponse response, ProblemType type) throws IOException {
    Answered.with(ProblemException.body(type, null, null, null));
    response.setStatus(type.status());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response
        .getOutputStream()
        .write(
            StrictJson.mapper().writeValueAsBytes(ProblemException.body(type, null, null, null)));
  }
}
