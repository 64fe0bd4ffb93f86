package io.medseal.server.platform.http;

import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.problems.ProblemType;
import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * The answer to what Tomcat refuses by itself, since it is no request at all: a problem, in place
 * of Tomcat's own page. A status that no problem has is answered without a body.
 */
public final class RefusedRequests extends ErrorReportValve {
  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    AtomicBoolean open = new AtomicBoolean(false);
    response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, open);
    if (!open.get()) {
      return;
    }
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    try {
      ProblemType type = ErrorPage.type(status);
      if (type.status() == status) {
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        Writer writer = response.getReporter();
        if (writer != null) {
          writer.write(
              StrictJson.mapper()
                  .writeValueAsString(ProblemException.body(type, null, null, null)));
        }
      }
      response.finishResponse();
    } catch (IOException _) {
      // The caller has gone.
    }
  }
}
