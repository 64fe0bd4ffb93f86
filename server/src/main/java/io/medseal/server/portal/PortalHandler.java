package io.medseal.server.portal;

import io.medseal.protocol.portal.PortalAnswer;
import io.medseal.protocol.portal.PortalFiles;
import io.medseal.protocol.portal.PortalRequest;
import io.medseal.server.platform.http.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.HttpRequestHandler;

/** Sends what {@link PortalFiles} decides. */
final class PortalHandler implements HttpRequestHandler {
  private final PortalFiles files;
  private final ProblemWriter problems;

  PortalHandler(PortalFiles files, ProblemWriter problems) {
    this.files = files;
    this.problems = problems;
  }

  @Override
  public void handleRequest(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PortalAnswer answer =
        files.answer(
            new PortalRequest(
                request.getMethod(),
                request.getRequestURI(),
                request.getHeader("Accept"),
                request.getHeader("Accept-Encoding"),
                request.getHeader("If-None-Match")));
    switch (answer) {
      case PortalAnswer.Found found -> {
        found.headers().forEach(response::setHeader);
        response.setContentLengthLong(found.bytes());
        if (!request.getMethod().equals("HEAD")) {
          files.send(found, response.getOutputStream());
        }
      }
      case PortalAnswer.Unchanged unchanged -> {
        unchanged.headers().forEach(response::setHeader);
        response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      }
      case PortalAnswer.Refused refused -> {
        refused.headers().forEach(response::setHeader);
        problems.write(response, refused.problem());
      }
    }
  }
}
